-- { case(id: "Case:510522:01920000-0000-7000-8000-000000000001") { timeline(first: 50) { nodes { act changes { field old new } } } } }
SELECT JSON_OBJECT('case' : (
SELECT JSON_OBJECT('timeline' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('act' : t3."act", 'changes' : (
SELECT coalesce(json_agg(JSON_OBJECT('field' : t4.field, 'old' : t4.old, 'new' : t4.new RETURNING json) ORDER BY t4.ordinal), '[]')
  FROM entry_change t4
 WHERE t4.county = t3.county AND t4.entry_id = t3.id AND ((t3.record_type = 'agency' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'branch'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'appearance' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'docket_id'::text, 'respondent'::text, 'hearing_at'::text, 'notified_on'::text, 'official'::text, 'post'::text, 'statement'::text, 'excuse'::text, 'excuse_ground'::text, 'number'::text, 'recommended_to'::text, 'answer'::text, 'assessment'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "appearance" t5
 WHERE t5.county = t3.county AND t5.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t5.county AND t6.case_id = t5.case_id AND t6.audience = ANY($7::text[]) AND t6.level >= 2 AND (t6.until IS NULL OR t6.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'assessment' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'agency'::text, 'formula'::text, 'received'::text, 'in_time'::text, 'late_days'::text, 'adopted'::text, 'rectified'::text, 'relapsed'::text, 'training_hours'::text, 'hearings'::text, 'head_appeared'::text, 'suits'::text, 'suits_lost'::text, 'procuratorate_mark'::text, 'procuratorate_opinion'::text, 'score_lines'::text, 'score'::text, 'objection'::text, 'objection_outcome'::text, 'objection_document'::text, 'objection_answer'::text, 'order_number'::text, 'snapshot'::text, 'accepted'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "assessment" t7
 WHERE t7.county = t3.county AND t7.id = t3.record_key::uuid AND (t7."state" = ANY(ARRAY['PUBLISHED'::text]::text[]) OR (t7."agency" = $5::text AND ((t7."state" = ANY(ARRAY['DRAFT'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'calendar_year' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'year'::text, 'holidays'::text, 'workdays'::text, 'source'::text, 'reason'::text, 'author'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'state'::text, 'number'::text, 'title'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'opened_on'::text, 'urgency'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t8
 WHERE t8.county = t3.county AND t8.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t9
 WHERE t9.county = t8.county AND t9.case_id = t8.id AND t9.audience = ANY($7::text[]) AND (t9.until IS NULL OR t9.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['summary'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t10
 WHERE t10.county = t3.county AND t10.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t11
 WHERE t11.county = t10.county AND t11.case_id = t10.id AND t11.audience = ANY($7::text[]) AND t11.level >= 2 AND (t11.until IS NULL OR t11.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'child_education' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'school'::text, 'host_agency'::text, 'lecturer'::text, 'held_on'::text, 'audience'::text, 'content'::text, 'risks'::text, 'answer'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_education" t12
 WHERE t12.county = t3.county AND t12.id = t3.record_key::uuid AND (t12."host_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t13
 WHERE t13.county = t12.county AND t13.case_id = t12.case_id AND t13.audience = ANY($7::text[]) AND t13.level >= 2 AND (t13.until IS NULL OR t13.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'child_protection' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'number'::text, 'child_token'::text, 'age_at_event'::text, 'need_to_know'::text, 'placement'::text, 'single_interview'::text, 'order_applied_at'::text, 'order_urgency'::text, 'order_number'::text, 'order_outcome'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_protection" t14
 WHERE t14.county = t3.county AND t14.id = t3.record_key::uuid AND (((t14."state" = ANY(ARRAY['CLOSED'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t15
 WHERE t15.county = t14.county AND t15.case_id = t14.case_id AND t15.audience = ANY($7::text[]) AND t15.level >= 2 AND (t15.until IS NULL OR t15.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'child_report' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'receipt_number'::text, 'filing_number'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_report" t16
 WHERE t16.county = t3.county AND t16.id = t3.record_key::uuid AND (((t16."state" = ANY(ARRAY['SEALED'::text, 'UNSEALED'::text, 'UNSEAL_REQUESTED'::text]::text[])) IS NOT TRUE) AND (t16."handler" = $9::uuid OR (t16."also_told" = $5::text AND ((t16."accused_agency" = $5::text) IS NOT TRUE)) OR (t16."reporter_agency" = $5::text AND ((t16."accused_agency" = $5::text) IS NOT TRUE)))))) OR (t3.record_type = 'child_report' AND split_part(t4.field, '/', 1) = ANY(ARRAY['title'::text, 'situation'::text, 'discovered_at'::text, 'reported_at'::text, 'reporter_name'::text, 'reporter_phone'::text, 'reporter_post'::text, 'child_token'::text, 'suspect_relation'::text, 'facts'::text, 'notes'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_report" t17
 WHERE t17.county = t3.county AND t17.id = t3.record_key::uuid AND (t17."handler" = $9::uuid AND ((t17."state" = ANY(ARRAY['SEALED'::text, 'UNSEALED'::text, 'UNSEAL_REQUESTED'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'child_safeguard' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'child_token'::text, 'receiver'::text, 'needed_at'::text, 'provided_by'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_safeguard" t18
 WHERE t18.county = t3.county AND t18.id = t3.record_key::uuid AND t18."receiver" = $5::text)) OR (t3.record_type = 'compensation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'holder'::text, 'designated'::text, 'designation_number'::text, 'transfer_id'::text, 'medium'::text, 'incident_on'::text, 'location'::text, 'boundary'::text, 'obligor_name'::text, 'obligor_id_number'::text, 'obligor_uscc'::text, 'clue'::text, 'damages'::text, 'opinions'::text, 'assessed_amount'::text, 'notice_number'::text, 'notice_date'::text, 'notice_receiver'::text, 'agreement'::text, 'agreement_digest'::text, 'agreement_amount'::text, 'performance_way'::text, 'performance_due_on'::text, 'deposit'::text, 'confirmation_number'::text, 'announcement_on'::text, 'announcement_place'::text, 'ruling'::text, 'lawsuit_number'::text, 'judgment_number'::text, 'payments'::text, 'evaluation'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "compensation" t19
 WHERE t19.county = t3.county AND t19.id = t3.record_key::uuid AND (t19."designated" = $5::text OR t19."lead_agency" = $5::text))) OR (t3.record_type = 'compensation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['screening_report'::text, 'rounds'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "compensation" t20
 WHERE t20.county = t3.county AND t20.id = t3.record_key::uuid AND t20."designated" = $5::text)) OR (t3.record_type = 'conference' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'counted_from'::text, 'number'::text, 'planned_on'::text, 'place'::text, 'agenda'::text, 'issues'::text, 'report'::text, 'statistics'::text, 'publication'::text, 'held_on'::text, 'attendance'::text, 'resolution_title'::text, 'resolution_agency'::text, 'resolution_due_on'::text, 'review'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "conference" t21
 WHERE t21.county = t3.county AND t21.id = t3.record_key::uuid AND ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t21."state" = ANY(ARRAY['EXPECTED'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'conflict' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'path'::text, 'base'::text, 'theirs'::text, 'mine'::text, 'their_actor'::text, 'their_agency'::text, 'my_actor'::text, 'my_agency'::text, 'their_time'::text, 'my_time'::text, 'reviewer_role'::text, 'due_at'::text, 'resolution'::text, 'reason'::text, 'resolver'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "conflict" t22
 WHERE t22.county = t3.county AND t22.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t23
 WHERE t23.county = t22.county AND t23.case_id = t22.case_id AND t23.audience = ANY($7::text[]) AND t23.level >= 2 AND (t23.until IS NULL OR t23.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'consultation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'topic'::text, 'ground'::text, 'convener'::text, 'number'::text, 'pending_case'::text, 'pending_case_number'::text, 'inquiry_record'::text, 'issues'::text, 'invitees'::text, 'materials'::text, 'pledges'::text, 'held_at'::text, 'place'::text, 'attendance'::text, 'minutes_text'::text, 'signatures'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'report'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "consultation" t24
 WHERE t24.county = t3.county AND t24.id = t3.record_key::uuid AND (t24."convener" = $5::text OR t24."lead_agency" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t25
 WHERE t25.county = t24.county AND t25.case_id = t24.case_id AND t25.audience = ANY($7::text[]) AND t25.level >= 2 AND (t25.until IS NULL OR t25.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'coordination_item' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'from_agency'::text, 'assigned_agency'::text, 'request'::text, 'number'::text, 'reply_number'::text, 'reply'::text, 'objection'::text, 'escalation'::text, 'decision'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "coordination_item" t26
 WHERE t26.county = t3.county AND t26.id = t3.record_key::uuid AND (EXISTS (
SELECT 1
  FROM case_access t27
 WHERE t27.county = t26.county AND t27.case_id = t26.case_id AND t27.audience = ANY($7::text[]) AND t27.level >= 2 AND (t27.until IS NULL OR t27.until > $8::timestamptz) OFFSET 0) OR (t26."assigned_agency" = $5::text AND ((t26."state" = ANY(ARRAY['RAISED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'deadline_rule' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'record_type'::text, 'code'::text, 'picked'::text, 'amount'::text, 'unit'::text, 'extension_amount'::text, 'extension_unit'::text, 'basis'::text, 'verified'::text, 'effective_from'::text, 'effective_to'::text, 'reason'::text, 'author'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'division' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'level'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'docket' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'branch'::text, 'agency'::text, 'number'::text, 'number_as_written'::text, 'registered_on'::text, 'cause'::text, 'stage'::text, 'judge'::text, 'hearing_on'::text, 'outcome'::text, 'business'::text, 'measure'::text, 'matter'::text, 'result'::text, 'origin_type'::text, 'origin_key'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "docket" t28
 WHERE t28.county = t3.county AND t28.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t29
 WHERE t29.county = t28.county AND t29.case_id = t28.case_id AND t29.audience = ANY($7::text[]) AND t29.level >= 2 AND (t29.until IS NULL OR t29.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'document' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'title'::text, 'kind'::text, 'digest'::text, 'size'::text, 'media_type'::text, 'document_number'::text, 'author'::text, 'party'::text, 'record_type'::text, 'record_key'::text, 'paper'::text, 'draft'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "document" t30
 WHERE t30.county = t3.county AND t30.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t31
 WHERE t31.county = t30.county AND t31.case_id = t30.case_id AND t31.audience = ANY($7::text[]) AND t31.level >= 2 AND (t31.until IS NULL OR t31.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'code'::text, 'label'::text, 'record_type'::text, 'record_key'::text, 'agency'::text, 'trigger'::text, 'started_at'::text, 'due_at'::text, 'amount'::text, 'unit'::text, 'picked'::text, 'basis'::text, 'verified'::text, 'calendar_version'::text, 'provisional'::text, 'recomputed'::text, 'extension_amount'::text, 'extension_unit'::text, 'asked'::text, 'asked_ground'::text, 'asked_amount'::text, 'steps'::text, 'told'::text, 'next_at'::text, 'supervisor'::text, 'contested'::text, 'synced_late'::text, 'met_at'::text, 'late'::text, 'late_days'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t32
 WHERE t32.county = t3.county AND t32.id = t3.record_key::uuid AND (($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND t32."agency" = $5::text) OR ($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND t32."supervisor" = $5::text) OR ($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t33
 WHERE t33.county = t32.county AND t33.case_id = t32.case_id AND t33.audience = ANY($7::text[]) AND t33.level >= 2 AND (t33.until IS NULL OR t33.until > $8::timestamptz) OFFSET 0)) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND t32."agency" = $5::text) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND t32."supervisor" = $5::text) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t34
 WHERE t34.county = t32.county AND t34.case_id = t32.case_id AND t34.audience = ANY($7::text[]) AND t34.level >= 2 AND (t34.until IS NULL OR t34.until > $8::timestamptz) OFFSET 0)) OR (t32."agency" = $5::text AND ((t32."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE)) OR (t32."supervisor" = $5::text AND ((t32."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE)) OR (((t32."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t35
 WHERE t35.county = t32.county AND t35.case_id = t32.case_id AND t35.audience = ANY($7::text[]) AND t35.level >= 2 AND (t35.until IS NULL OR t35.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['suspensions'::text, 'extensions'::text, 'asked_by'::text, 'asked_reason'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t36
 WHERE t36.county = t3.county AND t36.id = t3.record_key::uuid AND (($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND t36."agency" = $5::text) OR ($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t37
 WHERE t37.county = t36.county AND t37.case_id = t36.case_id AND t37.audience = ANY($7::text[]) AND t37.level >= 2 AND (t37.until IS NULL OR t37.until > $8::timestamptz) OFFSET 0)) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND t36."agency" = $5::text) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t38
 WHERE t38.county = t36.county AND t38.case_id = t36.case_id AND t38.audience = ANY($7::text[]) AND t38.level >= 2 AND (t38.until IS NULL OR t38.until > $8::timestamptz) OFFSET 0)) OR (t36."agency" = $5::text AND ((t36."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE)) OR (((t36."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t39
 WHERE t39.county = t36.county AND t39.case_id = t36.case_id AND t39.audience = ANY($7::text[]) AND t39.level >= 2 AND (t39.until IS NULL OR t39.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'employment_check' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'purpose'::text, 'employer'::text, 'employer_uscc'::text, 'post'::text, 'subject_name'::text, 'subject_id_number'::text, 'consented_on'::text, 'consent_digest'::text, 'asked_agency'::text, 'result'::text, 'reference'::text, 'objection'::text, 'recheck_reason'::text, 'corrected_on'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "employment_check" t40
 WHERE t40.county = t3.county AND t40.id = t3.record_key::uuid AND t40."lead_agency" = $5::text)) OR (t3.record_type = 'enterprise_checkup' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'enterprise'::text, 'uscc'::text, 'visited_on'::text, 'risks'::text, 'follow_up'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "enterprise_checkup" t41
 WHERE t41.county = t3.county AND t41.id = t3.record_key::uuid AND (t41."lead_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t42
 WHERE t42.county = t41.county AND t42.case_id = t41.case_id AND t42.audience = ANY($7::text[]) AND t42.level >= 2 AND (t42.until IS NULL OR t42.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'entry' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'position'::text, 'record_type'::text, 'record_key'::text, 'act'::text, 'move'::text, 'actor'::text, 'agency'::text, 'device'::text, 'occurred_at'::text, 'digest'::text, 'previous_digest'::text, 'payload_digest'::text, 'changes'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "entry" t43
 WHERE t43.county = t3.county AND t43.id = t3.record_key::uuid AND (EXISTS (
SELECT 1
  FROM case_access t44
 WHERE t44.county = t43.county AND t44.case_id = t43.case_id AND t44.audience = ANY($7::text[]) AND t44.level >= 2 AND (t44.until IS NULL OR t44.until > $8::timestamptz) OFFSET 0) AND ($5::text = ANY(ARRAY['GAJ'::text]::text[]) OR $6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) OR ((t43."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'environment_coordination' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'counterpart'::text, 'matter'::text, 'legal_basis'::text, 'due_on'::text, 'joint_actions'::text, 'answer'::text, 'dissent'::text, 'replied_on'::text, 'reopen_count'::text, 'decision'::text, 'decision_number'::text, 'assigned_agency'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "environment_coordination" t45
 WHERE t45.county = t3.county AND t45.id = t3.record_key::uuid AND (t45."counterpart" = $5::text OR t45."lead_agency" = $5::text))) OR (t3.record_type = 'field_unit' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'agency'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'insolvency_file' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'enterprise'::text, 'uscc'::text, 'stability_risk'::text, 'situation'::text, 'employees'::text, 'wages_owed'::text, 'taxes_owed'::text, 'secured_claims'::text, 'unsecured_claims'::text, 'known_creditors'::text, 'assets'::text, 'help_measures'::text, 'rescue_outcome'::text, 'exit_advice'::text, 'administrator'::text, 'administrator_until'::text, 'petitioner'::text, 'petition_number'::text, 'court_number'::text, 'ruling_number'::text, 'petition_received_on'::text, 'debtor_notified_on'::text, 'objection_ends_on'::text, 'accepted_on'::text, 'announced_on'::text, 'claims_due_on'::text, 'first_meeting_on'::text, 'reorganised_on'::text, 'plan_received_on'::text, 'plan_adopted_on'::text, 'approval_asked_on'::text, 'declared_on'::text, 'termination_asked_on'::text, 'terminated_on'::text, 'contested_resolution'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "insolvency_file" t46
 WHERE t46.county = t3.county AND t46.id = t3.record_key::uuid AND (t46."lead_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t47
 WHERE t47.county = t46.county AND t47.case_id = t46.case_id AND t47.audience = ANY($7::text[]) AND t47.level >= 2 AND (t47.until IS NULL OR t47.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'judicial_relief' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'applicant_party'::text, 'applicant_id_number'::text, 'id_absent_reason'::text, 'phone'::text, 'hukou_township'::text, 'village'::text, 'cause'::text, 'origin_number'::text, 'exclusion'::text, 'minor'::text, 'account_supervisor'::text, 'caused_by_case'::text, 'vulnerable'::text, 'social_relief_reason'::text, 'evidence'::text, 'requested_amount'::text, 'proposed_amount'::text, 'monthly_wage'::text, 'approved_amount'::text, 'upper_approval'::text, 'determinable_compensation'::text, 'months_equivalent'::text, 'notice'::text, 'posted_on'::text, 'recovered_amount'::text, 'decision_number'::text, 'bank_account'::text, 'paid_amount'::text, 'payment_voucher'::text, 'referral_kind'::text, 'referral_agency'::text, 'follow_ups'::text, 'duplicate_of'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "judicial_relief" t48
 WHERE t48.county = t3.county AND t48.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t49
 WHERE t49.county = t48.county AND t49.case_id = t48.case_id AND t49.audience = ANY($7::text[]) AND t49.level >= 2 AND (t49.until IS NULL OR t49.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'leader_duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'agency'::text, 'leader'::text, 'content'::text, 'assigned_on'::text, 'proof'::text, 'report'::text, 'reason'::text, 'confirmed_on'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "leader_duty" t50
 WHERE t50.county = t3.county AND t50.id = t3.record_key::uuid AND t50."agency" = $5::text)) OR (t3.record_type = 'leading_member' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'group_agency'::text, 'agency'::text, 'member_name'::text, 'post'::text, 'seat'::text, 'valid_from'::text, 'valid_to'::text, 'document_number'::text, 'successor_name'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "leading_member" t51
 WHERE t51.county = t3.county AND t51.id = t3.record_key::uuid AND ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t51."state" = ANY(ARRAY['NAMED'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'major_decision' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'document_number'::text, 'matter'::text, 'body'::text, 'published_on'::text, 'effective_on'::text, 'filing_number'::text, 'challenge_kind'::text, 'challenge_number'::text, 'end_reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "major_decision" t52
 WHERE t52.county = t3.county AND t52.id = t3.record_key::uuid AND (t52."lead_agency" = $5::text OR t52."state" = ANY(ARRAY['AMENDED'::text, 'CHALLENGED'::text, 'EVALUATED'::text, 'EXPIRED'::text, 'FILED'::text, 'IN_FORCE'::text, 'PUBLISHED'::text, 'REPEALED'::text]::text[]) OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t53
 WHERE t53.county = t52.county AND t53.case_id = t52.case_id AND t53.audience = ANY($7::text[]) AND t53.level >= 2 AND (t53.until IS NULL OR t53.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'major_decision' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'explanation'::text, 'comment_from'::text, 'comment_to'::text, 'urgency_reason'::text, 'comment_summary'::text, 'needs_expert'::text, 'needs_risk'::text, 'needs_fair_competition'::text, 'studies'::text, 'opinions'::text, 'legality_review_on'::text, 'reviewed_digest'::text, 'review_number'::text, 'return_reason'::text, 'meeting'::text, 'challenge_finding'::text, 'challenge_answer'::text, 'evaluation'::text, 'successor_case'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "major_decision" t54
 WHERE t54.county = t3.county AND t54.id = t3.record_key::uuid AND (t54."lead_agency" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t55
 WHERE t55.county = t54.county AND t55.case_id = t54.case_id AND t55.audience = ANY($7::text[]) AND t55.level >= 2 AND (t55.until IS NULL OR t55.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'suit_id'::text, 'dispute_type'::text, 'dispute_nature'::text, 'facts'::text, 'demands'::text, 'mediator_names'::text, 'joint_mediators'::text, 'agents'::text, 'recusal_called'::text, 'recused_mediators'::text, 'consent_withdrawn_on'::text, 'danger'::text, 'consent_applicant'::text, 'consent_respondent'::text, 'agreement_text'::text, 'agreement_amount'::text, 'performance_method'::text, 'performance_due_on'::text, 'sealed_on'::text, 'effective_on'::text, 'file_number'::text, 'confirmation_number'::text, 'ruling'::text, 'supplements'::text, 'remedies_told'::text, 'reason'::text, 'performance_note'::text, 'follow_ups'::text, 'photos'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t56
 WHERE t56.county = t3.county AND t56.id = t3.record_key::uuid AND (t56."lead_agency" = $5::text OR t56."unit" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t57
 WHERE t57.county = t56.county AND t57.case_id = t56.case_id AND t57.audience = ANY($7::text[]) AND t57.level >= 2 AND (t57.until IS NULL OR t57.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['sessions'::text, 'signatures'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t58
 WHERE t58.county = t3.county AND t58.id = t3.record_key::uuid AND (t58."lead_agency" = $5::text OR t58."unit" = $10::text))) OR (t3.record_type = 'mediation_body' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'name'::text, 'kind'::text, 'level'::text, 'host'::text, 'body_unit'::text, 'number'::text, 'scope'::text, 'chief'::text, 'phone'::text, 'place'::text, 'founded_on'::text, 'ended_on'::text, 'load'::text, 'taken'::text, 'agreed'::text, 'counted_at'::text, 'figures'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation_body" t59
 WHERE t59.county = t3.county AND t59.id = t3.record_key::uuid AND (t59."host" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t59."state" = ANY(ARRAY['PROPOSED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'mediation_body' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'members'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation_body" t60
 WHERE t60.county = t3.county AND t60.id = t3.record_key::uuid AND t60."host" = $5::text)) OR (t3.record_type = 'normative_document' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'document_number'::text, 'validity'::text, 'body'::text, 'published_on'::text, 'effective_on'::text, 'filing_number'::text, 'challenge_kind'::text, 'challenge_number'::text, 'end_reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "normative_document" t61
 WHERE t61.county = t3.county AND t61.id = t3.record_key::uuid AND (t61."lead_agency" = $5::text OR t61."state" = ANY(ARRAY['AMENDED'::text, 'CHALLENGED'::text, 'EVALUATED'::text, 'EXPIRED'::text, 'FILED'::text, 'IN_FORCE'::text, 'PUBLISHED'::text, 'REPEALED'::text]::text[]) OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t62
 WHERE t62.county = t61.county AND t62.case_id = t61.case_id AND t62.audience = ANY($7::text[]) AND t62.level >= 2 AND (t62.until IS NULL OR t62.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'normative_document' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'explanation'::text, 'comment_from'::text, 'comment_to'::text, 'urgency_reason'::text, 'comment_summary'::text, 'needs_expert'::text, 'needs_risk'::text, 'needs_fair_competition'::text, 'studies'::text, 'opinions'::text, 'legality_review_on'::text, 'reviewed_digest'::text, 'review_number'::text, 'return_reason'::text, 'meeting'::text, 'challenge_finding'::text, 'challenge_answer'::text, 'evaluation'::text, 'successor_case'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "normative_document" t63
 WHERE t63.county = t3.county AND t63.id = t3.record_key::uuid AND (t63."lead_agency" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t64
 WHERE t64.county = t63.county AND t64.case_id = t63.case_id AND t64.audience = ANY($7::text[]) AND t64.level >= 2 AND (t64.until IS NULL OR t64.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'notification' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'state'::text, 'kind'::text, 'label'::text, 'owed_by'::text, 'due_at'::text, 'duty'::text, 'about'::text, 'step'::text, 'agency'::text, 'field_unit'::text, 'person'::text, 'read_at'::text, 'reader'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "notification" t65
 WHERE t65.county = t3.county AND t65.id = t3.record_key::uuid AND (t65."person" = $9::uuid OR t65."agency" = $5::text OR t65."field_unit" = $10::text))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'kind'::text, 'role'::text, 'token'::text, 'id_number'::text, 'id_absent_reason'::text, 'uscc'::text, 'phone'::text, 'merged_into'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t66
 WHERE t66.county = t3.county AND t66.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t67
 WHERE t67.county = t66.county AND t67.case_id = t66.case_id AND t67.audience = ANY($7::text[]) AND t67.level >= 2 AND (t67.until IS NULL OR t67.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['name'::text, 'birth_on'::text, 'address'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t68
 WHERE t68.county = t3.county AND t68.id = t3.record_key::uuid AND (((t68."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t69
 WHERE t69.county = t68.county AND t69.case_id = t68.case_id AND t69.audience = ANY($7::text[]) AND t69.level >= 2 AND (t69.until IS NULL OR t69.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['vulnerable_groups'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t70
 WHERE t70.county = t3.county AND t70.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t71
 WHERE t71.county = t70.county AND t71.case_id = t70.case_id AND t71.audience = ANY($7::text[]) AND t71.level >= 3 AND (t71.until IS NULL OR t71.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'person_merge' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'author'::text, 'alias'::text, 'kept'::text, 'ground'::text, 'decision'::text, 'undo_reason'::text, 'rekeyed'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "person_merge" t72
 WHERE t72.county = t3.county AND t72.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t73
 WHERE t73.county = t72.county AND t73.case_id = t72.case_id AND t73.audience = ANY($7::text[]) AND t73.level >= 2 AND (t73.until IS NULL OR t73.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'person_merge' AND split_part(t4.field, '/', 1) = ANY(ARRAY['evidence'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "person_merge" t74
 WHERE t74.county = t3.county AND t74.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t75
 WHERE t75.county = t74.county AND t75.case_id = t74.case_id AND t75.audience = ANY($7::text[]) AND t75.level >= 3 AND (t75.until IS NULL OR t75.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'potential_suit' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'number'::text, 'source'::text, 'act_kind'::text, 'act_number'::text, 'respondent'::text, 'defendant'::text, 'remedy_rule'::text, 'review_first'::text, 'mediable'::text, 'excluded'::text, 'served_on'::text, 'applied_on'::text, 'clock_from'::text, 'limit_known_on'::text, 'channel'::text, 'court'::text, 'case_number'::text, 'review_number'::text, 'review_decision_number'::text, 'review_served_on'::text, 'old_act'::text, 'correction_number'::text, 'resolution_kind'::text, 'apart_title'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "potential_suit" t76
 WHERE t76.county = t3.county AND t76.id = t3.record_key::uuid AND (t76."lead_agency" = $5::text OR t76."unit" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t77
 WHERE t77.county = t76.county AND t77.case_id = t76.case_id AND t77.audience = ANY($7::text[]) AND t77.level >= 2 AND (t77.until IS NULL OR t77.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'potential_suit' AND split_part(t4.field, '/', 1) = ANY(ARRAY['claim'::text, 'told'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "potential_suit" t78
 WHERE t78.county = t3.county AND t78.id = t3.record_key::uuid AND (t78."lead_agency" = $5::text OR t78."unit" = $10::text))) OR (t3.record_type = 'protection_proposal' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'target_agency'::text, 'content'::text, 'number'::text, 'served_on'::text, 'reply'::text, 'replied_on'::text, 'late_reply'::text, 'measures'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "protection_proposal" t79
 WHERE t79.county = t3.county AND t79.id = t3.record_key::uuid AND (t79."target_agency" = $5::text AND ((t79."state" = ANY(ARRAY['DRAFT'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'publication' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'year'::text, 'reason'::text, 'revision'::text, 'replaces'::text, 'counted_at'::text, 'cells'::text, 'thresholds'::text, 'content'::text, 'digest'::text, 'author'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "publication" t80
 WHERE t80.county = t3.county AND t80.id = t3.record_key::uuid AND $6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]))) OR (t3.record_type = 'quarantine' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'document'::text, 'code'::text, 'explanation'::text, 'author'::text, 'unit'::text, 'device'::text, 'occurred_at'::text, 'owner_agency'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "quarantine" t81
 WHERE t81.county = t3.county AND t81.id = t3.record_key::uuid AND (t81."author" = $9::uuid OR t81."owner_agency" = $5::text))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'reply_rule'::text, 'target_agency'::text, 'document_number'::text, 'reply_due_on'::text, 'counted_from'::text, 'letter_version'::text, 'answered_version'::text, 'served_on'::text, 'reply_number'::text, 'replied_on'::text, 'report_number'::text, 'reported_on'::text, 'amended_on'::text, 'superior_report'::text, 'urging_number'::text, 'late_report'::text, 'late_reply'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t82
 WHERE t82.county = t3.county AND t82.id = t3.record_key::uuid AND (((t82."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE) AND (t82."copied_to" = $5::text OR t82."target_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t83
 WHERE t83.county = t82.county AND t83.case_id = t82.case_id AND t83.audience = ANY($7::text[]) AND t83.level >= 2 AND (t83.until IS NULL OR t83.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'facts'::text, 'legal_basis'::text, 'proposals'::text, 'copied_to'::text, 'former_letters'::text, 'former_replies'::text, 'service_way'::text, 'receiver_name'::text, 'objection'::text, 'objection_answer'::text, 'reply'::text, 'evaluation'::text, 'revisits'::text, 'reason'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t84
 WHERE t84.county = t3.county AND t84.id = t3.record_key::uuid AND (((t84."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE) AND (t84."copied_to" = $5::text OR t84."target_agency" = $5::text)))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['assessment'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t85
 WHERE t85.county = t3.county AND t85.id = t3.record_key::uuid AND ((t85."copied_to" = $5::text AND t85."state" = ANY(ARRAY['ASSESSED'::text, 'CLOSED'::text]::text[])) OR (t85."target_agency" = $5::text AND t85."state" = ANY(ARRAY['ASSESSED'::text, 'CLOSED'::text]::text[])) OR ($5::text = ANY(ARRAY['SFJ'::text]::text[]) AND t85."copied_to" = $5::text AND ((t85."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE)) OR ($5::text = ANY(ARRAY['SFJ'::text]::text[]) AND t85."target_agency" = $5::text AND ((t85."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'recusal' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'lead_agency'::text, 'person'::text, 'asked_by'::text, 'successor'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recusal" t86
 WHERE t86.county = t3.county AND t86.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t87
 WHERE t87.county = t86.county AND t87.case_id = t86.case_id AND t87.audience = ANY($7::text[]) AND t87.level >= 2 AND (t87.until IS NULL OR t87.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'recusal' AND split_part(t4.field, '/', 1) = ANY(ARRAY['author'::text, 'applicant'::text, 'ground'::text, 'reason'::text, 'decision'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recusal" t88
 WHERE t88.county = t3.county AND t88.id = t3.record_key::uuid AND (EXISTS (
SELECT 1
  FROM case_access t89
 WHERE t89.county = t88.county AND t89.case_id = t88.case_id AND t89.audience = ANY($7::text[]) AND t89.level >= 2 AND (t89.until IS NULL OR t89.until > $8::timestamptz) OFFSET 0) AND (t88."author" = $9::uuid OR t88."person" = $9::uuid)))) OR (t3.record_type = 'referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'wanted'::text, 'from_agency'::text, 'to_agency'::text, 'purpose'::text, 'summary'::text, 'received_on'::text, 'accepted_on'::text, 'reason'::text, 'result_key'::text, 'result_case'::text, 'outcome'::text, 'outcome_number'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "referral" t90
 WHERE t90.county = t3.county AND t90.id = t3.record_key::uuid AND (t90."from_agency" = $5::text OR t90."to_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t91
 WHERE t91.county = t90.county AND t91.case_id = t90.case_id AND t91.audience = ANY($7::text[]) AND t91.level >= 2 AND (t91.until IS NULL OR t91.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'relation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'state'::text, 'author'::text, 'kind'::text, 'name'::text, 'id_number'::text, 'uscc'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "relation" t92
 WHERE t92.county = t3.county AND t92.id = t3.record_key::uuid AND t92."author" = $9::uuid)) OR (t3.record_type = 'resolution' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'docket_id'::text, 'docket_number'::text, 'entry'::text, 'respondent'::text, 'plan_agency'::text, 'act'::text, 'mediable'::text, 'plan'::text, 'participants'::text, 'measures'::text, 'result'::text, 'result_number'::text, 'settlement_text'::text, 'performance_due_on'::text, 'performance_evidence'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "resolution" t93
 WHERE t93.county = t3.county AND t93.id = t3.record_key::uuid AND (t93."plan_agency" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t94
 WHERE t94.county = t93.county AND t94.case_id = t93.case_id AND t94.audience = ANY($7::text[]) AND t94.level >= 2 AND (t94.until IS NULL OR t94.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'resolution' AND split_part(t4.field, '/', 1) = ANY(ARRAY['real_demand'::text, 'obstacles'::text, 'talks'::text, 'sides'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "resolution" t95
 WHERE t95.county = t3.county AND t95.id = t3.record_key::uuid AND t95."plan_agency" = $5::text)) OR (t3.record_type = 'restoration' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'compensation_id'::text, 'reverse_transfer_id'::text, 'way'::text, 'measures'::text, 'area'::text, 'plan'::text, 'plan_digest'::text, 'targets'::text, 'budget'::text, 'due_on'::text, 'plan_opinion'::text, 'approved_on'::text, 'progress'::text, 'self_check'::text, 'third_party'::text, 'third_party_report'::text, 'third_party_result'::text, 'observations'::text, 'signatures'::text, 'acceptance_opinion'::text, 'accepted_on'::text, 'rework_count'::text, 'reworks'::text, 'maintenance_until'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "restoration" t96
 WHERE t96.county = t3.county AND t96.id = t3.record_key::uuid AND (t96."lead_agency" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t97
 WHERE t97.county = t96.county AND t97.case_id = t96.case_id AND t97.audience = ANY($7::text[]) AND t97.level >= 2 AND (t97.until IS NULL OR t97.until > $8::timestamptz) OFFSET 0))))) OR (t3.record_type = 'restoration' AND split_part(t4.field, '/', 1) = ANY(ARRAY['obligor_name'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "restoration" t98
 WHERE t98.county = t3.county AND t98.id = t3.record_key::uuid AND t98."lead_agency" = $5::text)) OR (t3.record_type = 'reverse_transfer' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'transfer_id'::text, 'target_agency'::text, 'respondent_name'::text, 'non_prosecution_number'::text, 'non_prosecution_kind'::text, 'facts'::text, 'penalty_opinion'::text, 'document_number'::text, 'served_date'::text, 'receiver_name'::text, 'penalty_number'::text, 'penalty_terms'::text, 'fine_amount'::text, 'restoration_ordered'::text, 'reply_number'::text, 'reply'::text, 'reported_back_on'::text, 'late_report_back'::text, 'superior_notice_number'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "reverse_transfer" t99
 WHERE t99.county = t3.county AND t99.id = t3.record_key::uuid AND (t99."target_agency" = $5::text AND ((t99."state" = ANY(ARRAY['ISSUED'::text, 'NO_OPINION'::text, 'PROPOSED'::text, 'REVIEWING'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'role_assignment' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'user_id'::text, 'role'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'rural_lead' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'vulnerable'::text, 'content'::text, 'place'::text, 'suspect'::text, 'evidence'::text, 'receiver'::text, 'transfer_number'::text, 'filing_number'::text, 'reason'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "rural_lead" t100
 WHERE t100.county = t3.county AND t100.id = t3.record_key::uuid AND (t100."lead_agency" = $5::text OR t100."unit" = $10::text OR (t100."receiver" = $5::text AND ((t100."state" = ANY(ARRAY['REGISTERED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'rural_lead' AND split_part(t4.field, '/', 1) = ANY(ARRAY['reporter_name'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "rural_lead" t101
 WHERE t101.county = t3.county AND t101.id = t3.record_key::uuid AND (t101."lead_agency" = $5::text OR t101."unit" = $10::text))) OR (t3.record_type = 'share' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'from_agency'::text, 'to_agency'::text, 'to_unit'::text, 'purpose'::text, 'reason'::text, 'expires_at'::text, 'handover'::text, 'accepted_at'::text, 'standing'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "share" t102
 WHERE t102.county = t3.county AND t102.id = t3.record_key::uuid AND (t102."from_agency" = $5::text OR t102."to_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t103
 WHERE t103.county = t102.county AND t103.case_id = t102.case_id AND t103.audience = ANY($7::text[]) AND t103.level >= 2 AND (t103.until IS NULL OR t103.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'social_relief' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'phone'::text, 'kind'::text, 'approver'::text, 'vulnerable'::text, 'urgent'::text, 'notice'::text, 'posted_on'::text, 'approved_amount'::text, 'decided_on'::text, 'decision_number'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief" t104
 WHERE t104.county = t3.county AND t104.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t105
 WHERE t105.county = t104.county AND t105.case_id = t104.case_id AND t105.audience = ANY($7::text[]) AND t105.level >= 2 AND (t105.until IS NULL OR t105.until > $8::timestamptz) OFFSET 0))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'direction'::text, 'kind'::text, 'receiver'::text, 'relief_id'::text, 'social_id'::text, 'granted_amount'::text, 'reason'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t106
 WHERE t106.county = t3.county AND t106.id = t3.record_key::uuid AND (t106."receiver" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t107
 WHERE t107.county = t106.county AND t107.case_id = t106.case_id AND t107.audience = ANY($7::text[]) AND t107.level >= 2 AND (t107.until IS NULL OR t107.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['need'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t108
 WHERE t108.county = t3.county AND t108.id = t3.record_key::uuid AND t108."receiver" = $5::text)) OR (t3.record_type = 'staff_screening' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'employer'::text, 'employer_uscc'::text, 'branch'::text, 'joint_agency'::text, 'present_staff'::text, 'checked_staff'::text, 'screened_on'::text, 'order_number'::text, 'correct_by'::text, 'correction'::text, 'visits'::text, 'penalty_due'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "staff_screening" t109
 WHERE t109.county = t3.county AND t109.id = t3.record_key::uuid AND (t109."joint_agency" = $5::text OR t109."lead_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t110
 WHERE t110.county = t109.county AND t110.case_id = t109.case_id AND t110.audience = ANY($7::text[]) AND t110.level >= 2 AND (t110.until IS NULL OR t110.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'statistic' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'publication'::text, 'year'::text, 'mechanism'::text, 'subject'::text, 'subject_label'::text, 'level'::text, 'measure'::text, 'part'::text, 'label'::text, 'agency'::text, 'township'::text, 'month'::text, 'figure'::text, 'amount'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "statistic" t111
 WHERE t111.county = t3.county AND t111.id = t3.record_key::uuid AND $6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]))) OR (t3.record_type = 'task' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'agency'::text, 'assignee'::text, 'due_at'::text, 'result'::text, 'origin'::text, 'origin_type'::text, 'origin_key'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "task" t112
 WHERE t112.county = t3.county AND t112.id = t3.record_key::uuid AND (t112."agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t113
 WHERE t113.county = t112.county AND t113.case_id = t112.case_id AND t113.audience = ANY($7::text[]) AND t113.level >= 2 AND (t113.until IS NULL OR t113.until > $8::timestamptz) OFFSET 0)))) OR (t3.record_type = 'training' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'kind'::text, 'topic'::text, 'number'::text, 'plan'::text, 'place'::text, 'trainers'::text, 'audience'::text, 'sessions'::text, 'materials'::text, 'cases'::text, 'answers'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'held_on'::text, 'evaluation'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "training" t114
 WHERE t114.county = t3.county AND t114.id = t3.record_key::uuid AND (t114."lead_agency" = $5::text OR t114."unit" = $10::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t114."state" = ANY(ARRAY['PLANNED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'training' AND split_part(t4.field, '/', 1) = ANY(ARRAY['attendance'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "training" t115
 WHERE t115.county = t3.county AND t115.id = t3.record_key::uuid AND (t115."lead_agency" = $5::text OR t115."unit" = $10::text))) OR (t3.record_type = 'transfer' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'offence'::text, 'charge'::text, 'suspect_name'::text, 'suspect_id_number'::text, 'suspect_uscc'::text, 'happened_on'::text, 'place'::text, 'closed'::text, 'facts'::text, 'quantity'::text, 'value'::text, 'valuation_number'::text, 'threshold_basis'::text, 'investigators'::text, 'evidence'::text, 'report'::text, 'approver_capacity'::text, 'approval_opinion'::text, 'approved_on'::text, 'transfer_number'::text, 'attachments'::text, 'appraisal_absent_reason'::text, 'receiver'::text, 'transferred_on'::text, 'receipt_number'::text, 'receipt_signed_by'::text, 'forwarded_to'::text, 'filing_term'::text, 'filing_number'::text, 'notice_number'::text, 'notice_reason'::text, 'notice_served_on'::text, 'filing_served_on'::text, 'reconsideration_reason'::text, 'reconsideration_number'::text, 'reconsideration_served_on'::text, 'supervision_reason'::text, 'supervision_number'::text, 'explanation'::text, 'filing_order_number'::text, 'evidence_advice'::text, 'handover_list'::text, 'handed_over_on'::text, 'penalty_number'::text, 'fine_paid'::text, 'indictment_number'::text, 'non_prosecution_number'::text, 'non_prosecution_kind'::text, 'penalty_needed'::text, 'competent_agency'::text, 'judgment_number'::text, 'criminal_fine'::text, 'fine_offset'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "transfer" t116
 WHERE t116.county = t3.county AND t116.id = t3.record_key::uuid AND t116."lead_agency" = $5::text)) OR (t3.record_type = 'user' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'username'::text, 'name'::text, 'agency'::text, 'unit'::text, 'post'::text, 'active'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])))) RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT *
  FROM ((
SELECT t3.*
  FROM "entry" t3
 WHERE t3.county = t1.county AND t3."case_id" = t1."id" AND (t2.level >= 2 AND ($5::text = ANY(ARRAY['GAJ'::text]::text[]) OR $6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) OR ((t3."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE))) ORDER BY t3."position", t3.id LIMIT $4::int8)) AS t3 LIMIT 101) AS t3 HAVING TRUE) RETURNING json)
  FROM "case" t1 CROSS JOIN LATERAL (
SELECT max(r.level) AS level
  FROM case_access r
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($7::text[]) AND (r.until IS NULL OR r.until > $8::timestamptz)) AS t2
 WHERE t1.county = $1::text AND (t1."id" = $2::uuid AND t1.county = $3::text) AND t2.level >= 1) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='uuid')", "Value(index=1, cast='text')", "Value(index=2, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='branch', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Fact(name='user_id', cast='uuid')", "Fact(name='unit', cast='text')"]
