-- A line of an article.
SELECT start_char, end_char FROM article_lines WHERE article_id = $article_id AND line_no = $line_no;
