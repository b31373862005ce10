-- { case(id: "Case:510522:01920000-0000-7000-8000-000000000001") { timeline(first: 50) { nodes { act changes { field old new } } } } }
SELECT JSON_OBJECT('case' : (
SELECT JSON_OBJECT('timeline' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('act' : t2."act", 'changes' : (
SELECT coalesce(json_agg(JSON_OBJECT('field' : t5.field, 'old' : t5.old, 'new' : t5.new) ORDER BY t5.ordinal), '[]')
  FROM entry_change t5
 WHERE t5.county = t2.county AND t5.entry_id = t2.id AND ((t2.record_type = 'agency' AND split_part(t5.field, '/', 1) = ANY($5::text[])) OR (t2.record_type = 'case' AND split_part(t5.field, '/', 1) = ANY($6::text[]) AND EXISTS (
SELECT 1
  FROM "case" t6
 WHERE t6.county = t2.county AND t6.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t7
 WHERE t7.county = t6.county AND t7.case_id = t6.id AND t7.audience = ANY($2::text[]) AND t7.level >= 1 AND (t7.until IS NULL OR t7.until > $3::timestamptz)))) OR (t2.record_type = 'case' AND split_part(t5.field, '/', 1) = ANY($7::text[]) AND EXISTS (
SELECT 1
  FROM "case" t8
 WHERE t8.county = t2.county AND t8.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t9
 WHERE t9.county = t8.county AND t9.case_id = t8.id AND t9.audience = ANY($2::text[]) AND t9.level >= 2 AND (t9.until IS NULL OR t9.until > $3::timestamptz)))) OR (t2.record_type = 'conflict' AND split_part(t5.field, '/', 1) = ANY($8::text[]) AND EXISTS (
SELECT 1
  FROM "conflict" t10
 WHERE t10.county = t2.county AND t10.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t11
 WHERE t11.county = t10.county AND t11.case_id = t10.case_id AND t11.audience = ANY($2::text[]) AND t11.level >= 2 AND (t11.until IS NULL OR t11.until > $3::timestamptz)))) OR (t2.record_type = 'consultation' AND split_part(t5.field, '/', 1) = ANY($9::text[]) AND EXISTS (
SELECT 1
  FROM "consultation" t12
 WHERE t12.county = t2.county AND t12.id = t2.record_key::uuid AND (t12."convener" = $10::text OR t12."lead_agency" = $10::text OR ($11::text = ANY($12::text[]) AND EXISTS (
SELECT 1
  FROM case_access t13
 WHERE t13.county = t12.county AND t13.case_id = t12.case_id AND t13.audience = ANY($2::text[]) AND t13.level >= 2 AND (t13.until IS NULL OR t13.until > $3::timestamptz)))))) OR (t2.record_type = 'division' AND split_part(t5.field, '/', 1) = ANY($13::text[])) OR (t2.record_type = 'docket' AND split_part(t5.field, '/', 1) = ANY($14::text[]) AND EXISTS (
SELECT 1
  FROM "docket" t14
 WHERE t14.county = t2.county AND t14.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t15
 WHERE t15.county = t14.county AND t15.case_id = t14.case_id AND t15.audience = ANY($2::text[]) AND t15.level >= 2 AND (t15.until IS NULL OR t15.until > $3::timestamptz)))) OR (t2.record_type = 'document' AND split_part(t5.field, '/', 1) = ANY($15::text[]) AND EXISTS (
SELECT 1
  FROM "document" t16
 WHERE t16.county = t2.county AND t16.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t17
 WHERE t17.county = t16.county AND t17.case_id = t16.case_id AND t17.audience = ANY($2::text[]) AND t17.level >= 2 AND (t17.until IS NULL OR t17.until > $3::timestamptz)))) OR (t2.record_type = 'duty' AND split_part(t5.field, '/', 1) = ANY($16::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t18
 WHERE t18.county = t2.county AND t18.id = t2.record_key::uuid AND (t18."agency" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t19
 WHERE t19.county = t18.county AND t19.case_id = t18.case_id AND t19.audience = ANY($2::text[]) AND t19.level >= 2 AND (t19.until IS NULL OR t19.until > $3::timestamptz))))) OR (t2.record_type = 'entry' AND split_part(t5.field, '/', 1) = ANY($17::text[]) AND EXISTS (
SELECT 1
  FROM "entry" t20
 WHERE t20.county = t2.county AND t20.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t21
 WHERE t21.county = t20.county AND t21.case_id = t20.case_id AND t21.audience = ANY($2::text[]) AND t21.level >= 2 AND (t21.until IS NULL OR t21.until > $3::timestamptz)))) OR (t2.record_type = 'field_unit' AND split_part(t5.field, '/', 1) = ANY($18::text[])) OR (t2.record_type = 'judicial_relief' AND split_part(t5.field, '/', 1) = ANY($19::text[]) AND EXISTS (
SELECT 1
  FROM "judicial_relief" t22
 WHERE t22.county = t2.county AND t22.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t23
 WHERE t23.county = t22.county AND t23.case_id = t22.case_id AND t23.audience = ANY($2::text[]) AND t23.level >= 2 AND (t23.until IS NULL OR t23.until > $3::timestamptz)))) OR (t2.record_type = 'mediation' AND split_part(t5.field, '/', 1) = ANY($20::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t24
 WHERE t24.county = t2.county AND t24.id = t2.record_key::uuid AND (t24."lead_agency" = $10::text OR t24."unit" = $21::text OR EXISTS (
SELECT 1
  FROM case_access t25
 WHERE t25.county = t24.county AND t25.case_id = t24.case_id AND t25.audience = ANY($2::text[]) AND t25.level >= 2 AND (t25.until IS NULL OR t25.until > $3::timestamptz))))) OR (t2.record_type = 'mediation' AND split_part(t5.field, '/', 1) = ANY($22::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t26
 WHERE t26.county = t2.county AND t26.id = t2.record_key::uuid AND (t26."lead_agency" = $10::text OR t26."unit" = $21::text))) OR (t2.record_type = 'party' AND split_part(t5.field, '/', 1) = ANY($23::text[]) AND EXISTS (
SELECT 1
  FROM "party" t27
 WHERE t27.county = t2.county AND t27.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t28
 WHERE t28.county = t27.county AND t28.case_id = t27.case_id AND t28.audience = ANY($2::text[]) AND t28.level >= 2 AND (t28.until IS NULL OR t28.until > $3::timestamptz)))) OR (t2.record_type = 'party' AND split_part(t5.field, '/', 1) = ANY($24::text[]) AND EXISTS (
SELECT 1
  FROM "party" t29
 WHERE t29.county = t2.county AND t29.id = t2.record_key::uuid AND (((t29."kind" = ANY($25::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t30
 WHERE t30.county = t29.county AND t30.case_id = t29.case_id AND t30.audience = ANY($2::text[]) AND t30.level >= 2 AND (t30.until IS NULL OR t30.until > $3::timestamptz))))) OR (t2.record_type = 'party' AND split_part(t5.field, '/', 1) = ANY($26::text[]) AND EXISTS (
SELECT 1
  FROM "party" t31
 WHERE t31.county = t2.county AND t31.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t32
 WHERE t32.county = t31.county AND t32.case_id = t31.case_id AND t32.audience = ANY($2::text[]) AND t32.level >= 3 AND (t32.until IS NULL OR t32.until > $3::timestamptz)))) OR (t2.record_type = 'quarantine' AND split_part(t5.field, '/', 1) = ANY($27::text[]) AND EXISTS (
SELECT 1
  FROM "quarantine" t33
 WHERE t33.county = t2.county AND t33.id = t2.record_key::uuid AND (t33."author" = $28::uuid OR t33."owner_agency" = $10::text))) OR (t2.record_type = 'recommendation' AND split_part(t5.field, '/', 1) = ANY($29::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t34
 WHERE t34.county = t2.county AND t34.id = t2.record_key::uuid AND (((t34."state" = ANY($30::text[])) IS NOT TRUE) AND (t34."target_agency" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t35
 WHERE t35.county = t34.county AND t35.case_id = t34.case_id AND t35.audience = ANY($2::text[]) AND t35.level >= 2 AND (t35.until IS NULL OR t35.until > $3::timestamptz)))))) OR (t2.record_type = 'recommendation' AND split_part(t5.field, '/', 1) = ANY($31::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t36
 WHERE t36.county = t2.county AND t36.id = t2.record_key::uuid AND (t36."target_agency" = $10::text AND ((t36."state" = ANY($30::text[])) IS NOT TRUE)))) OR (t2.record_type = 'role_assignment' AND split_part(t5.field, '/', 1) = ANY($32::text[])) OR (t2.record_type = 'share' AND split_part(t5.field, '/', 1) = ANY($33::text[]) AND EXISTS (
SELECT 1
  FROM "share" t37
 WHERE t37.county = t2.county AND t37.id = t2.record_key::uuid AND (t37."from_agency" = $10::text OR t37."to_agency" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t38
 WHERE t38.county = t37.county AND t38.case_id = t37.case_id AND t38.audience = ANY($2::text[]) AND t38.level >= 2 AND (t38.until IS NULL OR t38.until > $3::timestamptz))))) OR (t2.record_type = 'social_relief_referral' AND split_part(t5.field, '/', 1) = ANY($34::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t39
 WHERE t39.county = t2.county AND t39.id = t2.record_key::uuid AND (t39."receiver" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t40
 WHERE t40.county = t39.county AND t40.case_id = t39.case_id AND t40.audience = ANY($2::text[]) AND t40.level >= 2 AND (t40.until IS NULL OR t40.until > $3::timestamptz))))) OR (t2.record_type = 'social_relief_referral' AND split_part(t5.field, '/', 1) = ANY($35::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t41
 WHERE t41.county = t2.county AND t41.id = t2.record_key::uuid AND t41."receiver" = $10::text)) OR (t2.record_type = 'task' AND split_part(t5.field, '/', 1) = ANY($36::text[]) AND EXISTS (
SELECT 1
  FROM "task" t42
 WHERE t42.county = t2.county AND t42.id = t2.record_key::uuid AND (t42."agency" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t43
 WHERE t43.county = t42.county AND t43.case_id = t42.case_id AND t43.audience = ANY($2::text[]) AND t43.level >= 2 AND (t43.until IS NULL OR t43.until > $3::timestamptz))))) OR (t2.record_type = 'user' AND split_part(t5.field, '/', 1) = ANY($37::text[])))))) FILTER (WHERE t2.rn <= $4::int8), '[]'))
  FROM (
SELECT t2.*, row_number() OVER (ORDER BY t2.position, t2.id) AS rn
  FROM "entry" t2
 WHERE t2.county = t1.county AND t2."case_id" = t1."id" AND EXISTS (
SELECT 1
  FROM case_access t4
 WHERE t4.county = t2.county AND t4.case_id = t2.case_id AND t4.audience = ANY($2::text[]) AND t4.level >= 2 AND (t4.until IS NULL OR t4.until > $3::timestamptz)) ORDER BY t2.position, t2.id LIMIT $4::int8 + 1) AS t2))
  FROM "case" t1
 WHERE t1.county = $1::text AND (t1."id" = $38::uuid AND t1.county = $39::text) AND EXISTS (
SELECT 1
  FROM case_access t44
 WHERE t44.county = t1.county AND t44.case_id = t1.id AND t44.audience = ANY($2::text[]) AND t44.level >= 1 AND (t44.until IS NULL OR t44.until > $3::timestamptz))))::text
-- ["Fact(name='county', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=2, cast='int8')", "Fixed(value=('code', 'name', 'short_name', 'branch', 'township', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'state', 'number', 'title', 'lead_agency', 'unit', 'township', 'opened_on', 'urgency', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('summary',), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'record_type', 'record_key', 'path', 'base', 'theirs', 'mine', 'their_actor', 'their_agency', 'my_actor', 'my_agency', 'their_time', 'my_time', 'reviewer_role', 'due_at', 'resolution', 'reason', 'resolver', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'topic', 'ground', 'convener', 'number', 'pending_case', 'pending_case_number', 'inquiry_record', 'issues', 'invitees', 'materials', 'pledges', 'held_at', 'place', 'attendance', 'minutes_text', 'signatures', 'task_title', 'task_agency', 'task_due_on', 'report', 'reason', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fact(name='agency', cast='text')", "Fact(name='branch', cast='text')", "Fixed(value=('COURT', 'GOVERNMENT', 'PROCURATORATE'), cast='text[]')", "Fixed(value=('code', 'name', 'level', 'valid_from', 'valid_to', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'branch', 'agency', 'number', 'number_as_written', 'registered_on', 'cause', 'stage', 'judge', 'hearing_on', 'outcome', 'business', 'measure', 'matter', 'result', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'title', 'kind', 'digest', 'size', 'media_type', 'document_number', 'author', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'code', 'label', 'record_type', 'record_key', 'agency', 'started_at', 'due_at', 'basis', 'verified', 'calendar_version', 'provisional', 'met_at', 'late', 'late_days', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'position', 'record_type', 'record_key', 'act', 'move', 'actor', 'agency', 'device', 'occurred_at', 'digest', 'previous_digest', 'payload_digest', 'changes', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('code', 'name', 'short_name', 'agency', 'township', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'applicant_id_number', 'id_absent_reason', 'phone', 'hukou_township', 'village', 'cause', 'origin_number', 'caused_by_case', 'vulnerable', 'social_relief_reason', 'evidence', 'requested_amount', 'proposed_amount', 'monthly_wage', 'approved_amount', 'upper_approval', 'decision_number', 'bank_account', 'paid_amount', 'payment_voucher', 'referral_kind', 'referral_agency', 'follow_ups', 'duplicate_of', 'reason', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'kind', 'dispute_type', 'dispute_nature', 'facts', 'demands', 'mediator_names', 'consent_applicant', 'consent_respondent', 'agreement_text', 'agreement_amount', 'performance_method', 'performance_due_on', 'sealed_on', 'effective_on', 'file_number', 'confirmation_number', 'ruling', 'reason', 'performance_note', 'follow_ups', 'photos', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fact(name='unit', cast='text')", "Fixed(value=('sessions', 'signatures'), cast='text[]')", "Fixed(value=('id', 'case_id', 'kind', 'role', 'token', 'id_number', 'id_absent_reason', 'uscc', 'phone', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('name', 'address'), cast='text[]')", "Fixed(value=('MINOR',), cast='text[]')", "Fixed(value=('vulnerable_groups',), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'record_type', 'record_key', 'document', 'code', 'explanation', 'author', 'unit', 'device', 'occurred_at', 'owner_agency', 'reason', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fact(name='user_id', cast='uuid')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'created_offline', 'alias_number', 'kind', 'reply_rule', 'target_agency', 'document_number', 'served_on', 'reply_number', 'replied_on', 'report_number', 'reported_on', 'urging_number', 'late_reply', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('APPROVED', 'DRAFT'), cast='text[]')", "Fixed(value=('handler', 'facts', 'legal_basis', 'proposals', 'service_way', 'receiver_name', 'objection', 'objection_answer', 'reply', 'evaluation', 'assessment', 'reason'), cast='text[]')", "Fixed(value=('id', 'user_id', 'role', 'valid_from', 'valid_to', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'from_agency', 'to_agency', 'to_unit', 'purpose', 'reason', 'expires_at', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'kind', 'receiver', 'relief_id', 'granted_amount', 'reason', 'feedback', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('need',), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'agency', 'assignee', 'due_at', 'result', 'origin', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'username', 'name', 'agency', 'unit', 'post', 'active', 'version', 'created_at', 'updated_at'), cast='text[]')", "Value(index=0, cast='uuid')", "Value(index=1, cast='text')"]
