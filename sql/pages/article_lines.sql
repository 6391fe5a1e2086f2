-- The verdict on every line of an article.
SELECT line_no, start_char, end_char, kept, role, score, rule_id, reason FROM article_lines WHERE article_id = $article_id ORDER BY line_no;
