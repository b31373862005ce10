-- { mediations(search: "荔枝", orderBy: [{field: AGREEMENT_AMOUNT, direction: DESC}]) { totalCount nodes { title agreementAmount } } }
SELECT JSON_OBJECT('mediations' : (
SELECT JSON_OBJECT('totalCount' : (
SELECT count(*)
  FROM (
SELECT
  FROM (
SELECT t1.id
  FROM (
SELECT *
  FROM ((
SELECT t1.id
  FROM "mediation" t1
 WHERE t1.county = $1::text AND fuyuan_grams(t1."title") @> fuyuan_needles($2::text)) UNION (
SELECT t1.id
  FROM "mediation" t1
 WHERE t1.county = $1::text AND fuyuan_grams(t1."facts") @> fuyuan_needles($2::text)) UNION (
SELECT t1.id
  FROM "mediation" t1
 WHERE t1.county = $1::text AND fuyuan_grams(t1."file_number") @> fuyuan_needles($2::text))) AS t2
 WHERE NOT (FALSE) OFFSET 0) AS t2 CROSS JOIN LATERAL (
SELECT *
  FROM "mediation" t1
 WHERE t1.county = $1::text AND (lower(t1."title") LIKE '%' || replace(replace(replace(lower($2::text), '\', '\\'), '%', '\%'), '_', '\_') || '%' OR lower(t1."facts") LIKE '%' || replace(replace(replace(lower($2::text), '\', '\\'), '%', '\%'), '_', '\_') || '%' OR lower(t1."file_number") LIKE '%' || replace(replace(replace(lower($2::text), '\', '\\'), '%', '\%'), '_', '\_') || '%') AND (t1."lead_agency" = $3::text OR t1."unit" = $4::text OR EXISTS (
SELECT 1
  FROM case_access t3
 WHERE t3.county = t1.county AND t3.case_id = t1.case_id AND t3.audience = ANY($5::text[]) AND t3.level >= 2 AND (t3.until IS NULL OR t3.until > $6::timestamptz) OFFSET 0)) AND t1.id = t2.id OFFSET 0) AS t1) AS t4 LIMIT 10000) AS counted), 'nodes' : coalesce(json_agg(JSON_OBJECT('title' : t1."title", 'agreementAmount' : (t1."agreement_amount")::text RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT t1.*
  FROM (
SELECT *
  FROM ((
SELECT t1.id
  FROM "mediation" t1
 WHERE t1.county = $1::text AND fuyuan_grams(t1."title") @> fuyuan_needles($2::text)) UNION (
SELECT t1.id
  FROM "mediation" t1
 WHERE t1.county = $1::text AND fuyuan_grams(t1."facts") @> fuyuan_needles($2::text)) UNION (
SELECT t1.id
  FROM "mediation" t1
 WHERE t1.county = $1::text AND fuyuan_grams(t1."file_number") @> fuyuan_needles($2::text))) AS t5
 WHERE TRUE OFFSET 0) AS t5 CROSS JOIN LATERAL (
SELECT *
  FROM "mediation" t1
 WHERE t1.county = $1::text AND (lower(t1."title") LIKE '%' || replace(replace(replace(lower($2::text), '\', '\\'), '%', '\%'), '_', '\_') || '%' OR lower(t1."facts") LIKE '%' || replace(replace(replace(lower($2::text), '\', '\\'), '%', '\%'), '_', '\_') || '%' OR lower(t1."file_number") LIKE '%' || replace(replace(replace(lower($2::text), '\', '\\'), '%', '\%'), '_', '\_') || '%') AND (t1."lead_agency" = $3::text OR t1."unit" = $4::text OR EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t1.county AND t6.case_id = t1.case_id AND t6.audience = ANY($5::text[]) AND t6.level >= 2 AND (t6.until IS NULL OR t6.until > $6::timestamptz) OFFSET 0)) AND t1.id = t5.id OFFSET 0) AS t1 ORDER BY t1."agreement_amount" DESC NULLS LAST, t1.id DESC LIMIT $7::int8) AS t1 HAVING TRUE) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='text')", "Fact(name='agency', cast='text')", "Fact(name='unit', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=1, cast='int8')"]
