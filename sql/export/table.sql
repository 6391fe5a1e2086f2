-- A public table as it goes out, in the order of the file: columns of the dictionary, long spans cut, whole texts where they may be published.
SELECT {columns}
FROM main.{table} AS r;
