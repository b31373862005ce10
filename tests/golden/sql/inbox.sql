-- { inbox { tasks { nodes { title dueAt } } duties { nodes { label dueAt late } } } }
SELECT JSON_OBJECT('inbox' : JSON_OBJECT('tasks' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('title' : t1."title", 'dueAt' : t1."due_at" RETURNING json)) FILTER (WHERE t1.rn <= $2::int8), '[]') RETURNING json)
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM "task" t1
 WHERE t1.county = $1::text AND (t1."state" = $3::text AND (t1."assignee" = $4::uuid OR t1."agency" = $5::text)) AND (t1."agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t2
 WHERE t2.county = t1.county AND t2.case_id = t1.case_id AND t2.audience = ANY($6::text[]) AND t2.level >= 2 AND (t2.until IS NULL OR t2.until > $7::timestamptz))) ORDER BY t1.id DESC LIMIT $2::int8 + 1) AS t1 HAVING TRUE), 'duties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('label' : t3."label", 'dueAt' : t3."due_at", 'late' : t3."late" RETURNING json)) FILTER (WHERE t3.rn <= $8::int8), '[]') RETURNING json)
  FROM (
SELECT t3.*, row_number() OVER (ORDER BY t3.id DESC) AS rn
  FROM "duty" t3
 WHERE t3.county = $1::text AND (t3."state" = $9::text AND t3."agency" = $5::text) AND (t3."agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t4
 WHERE t4.county = t3.county AND t4.case_id = t3.case_id AND t4.audience = ANY($6::text[]) AND t4.level >= 2 AND (t4.until IS NULL OR t4.until > $7::timestamptz))) ORDER BY t3.id DESC LIMIT $8::int8 + 1) AS t3 HAVING TRUE) RETURNING json) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='int8')", "Fixed(value='OPEN', cast='text')", "Fact(name='user_id', cast='uuid')", "Fact(name='agency', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=1, cast='int8')", "Fixed(value='RUNNING', cast='text')"]
