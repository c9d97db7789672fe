-- The few words of our own that compiled queries use.
CREATE MACRO finite(x) AS CASE WHEN isfinite(x) THEN x END;
CREATE MACRO as_number(x) AS
    CASE WHEN regexp_full_match(x, '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?')
    THEN finite(TRY_CAST(x AS DOUBLE)) END;
CREATE MACRO as_text(x) AS
    CASE WHEN x = trunc(x) AND abs(x) < 1e15 THEN CAST(CAST(x AS BIGINT) AS VARCHAR) ELSE CAST(x AS VARCHAR) END;
CREATE MACRO holds(x) AS coalesce(as_number(x) <> 0, lower(x) = 'true', false);
CREATE MACRO time_text(t) AS strftime(make_timestamp(t * 1000), '%Y-%m-%d %H:%M:%S.%g');
CREATE MACRO time_floor(t, p) AS t - ((t % p) + p) % p;
CREATE MACRO time_ceiling(t, p) AS -time_floor(-t, p);
-- Runs of digits compare by length first, then by value; all else by code point (CloudWatch Logs, "sort").
CREATE MACRO natural_order(x) AS
    CASE WHEN as_number(x) IS NOT NULL THEN x ELSE array_to_string(
        list_transform(
            regexp_extract_all(x, '[0-9]+|[^0-9]+'),
            lambda run: CASE
                WHEN run[1] BETWEEN '0' AND '9' THEN '0' || lpad(CAST(length(run) AS VARCHAR), 9, '0') || run
                ELSE run
            END
        ),
        ''
    ) END;
CREATE MACRO power(x, y) AS finite(pow(x, y));
CREATE MACRO quotient(x, y) AS CASE WHEN y <> 0 THEN finite(x / y) END;
CREATE MACRO remainder(x, y) AS CASE WHEN y <> 0 THEN finite(x % y) END;
CREATE MACRO root(x) AS CASE WHEN x >= 0 THEN sqrt(x) END;
CREATE MACRO logarithm(x) AS CASE WHEN x > 0 THEN ln(x) END;
-- Times reach as far as a JavaScript date does, so that no sum of them overflows.
CREATE MACRO time_of(x) AS CASE WHEN abs(x) <= 8.64e15 THEN CAST(x AS BIGINT) END;
CREATE MACRO place(x) AS CAST(least(greatest(trunc(x), 0), 1e9) AS BIGINT);
CREATE MACRO part_from(x, start) AS substring(x, place(start) + 1);
CREATE MACRO part_of(x, start, size) AS substring(x, place(start) + 1, place(size));
CREATE MACRO white_space() AS E' \t\n\r\f' || chr(11);
