-- A mirror of schema version 1, as the module made it before there was a second version: five runs, one of them failed.
PRAGMA application_id = 1399877492;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE change_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, not_before_run INTEGER, subject INTEGER NOT NULL, target INTEGER NOT NULL,
    kind INTEGER NOT NULL, property TEXT, old_value, new_value);
INSERT INTO "change_log" VALUES(1,2,1,2,2,1,'Name','Acme','Acme Group');
INSERT INTO "change_log" VALUES(2,2,1,3,5,0,NULL,NULL,NULL);
INSERT INTO "change_log" VALUES(3,2,1,1,6,0,NULL,NULL,NULL);
INSERT INTO "change_log" VALUES(4,2,1,0,5,0,NULL,NULL,NULL);
INSERT INTO "change_log" VALUES(5,2,1,0,1,1,'StageId','s1','s2');
INSERT INTO "change_log" VALUES(6,2,1,0,1,1,'StageName','Lead','Offer');
INSERT INTO "change_log" VALUES(7,2,1,0,1,1,'Description','It''s a long text','Another');
INSERT INTO "change_log" VALUES(8,2,1,0,1,1,'CloseDate',NULL,639238482000000000);
INSERT INTO "change_log" VALUES(9,2,1,0,1,1,'AdditionalProperties.fee','12.5','15');
INSERT INTO "change_log" VALUES(10,3,2,1,4,1,'Emails','[{"Email":"jane@example.com","Purpose":"work","IsPrimary":true}]','[{"Email":"jane.doe@example.com","Purpose":"work","IsPrimary":true}]');
INSERT INTO "change_log" VALUES(11,3,2,0,2,1,'ClientTeam',NULL,NULL);
INSERT INTO "change_log" VALUES(12,3,1,0,4,2,NULL,NULL,NULL);
INSERT INTO "change_log" VALUES(13,5,3,0,4,3,NULL,NULL,NULL);
CREATE TABLE mirror (one INTEGER PRIMARY KEY CHECK (one = 1), base_address TEXT NOT NULL, key_fingerprint TEXT NOT NULL);
INSERT INTO "mirror" VALUES(1,'https://fake.invalid/','hmac-sha256:661a3228aa88def707946193b3a7e02a:9d8dc049d594f8a1a2089d9ec1549024fdc58143d936f11c47ec1512cb6c65f2');
CREATE TABLE opportunity_past (
    oid INTEGER NOT NULL, from_run INTEGER NOT NULL, to_run INTEGER NOT NULL, deleted_run INTEGER, stage INTEGER, stage_own INTEGER, company INTEGER, company_own INTEGER, owner INTEGER, owner_own INTEGER, team TEXT, name TEXT, description_text INTEGER, close_date INTEGER, created_at INTEGER, next_task_id TEXT, next_task_content TEXT, next_task_due_date INTEGER, additional_properties_text INTEGER,
    PRIMARY KEY (oid, from_run)) WITHOUT ROWID;
INSERT INTO "opportunity_past" VALUES(1,1,2,NULL,1,NULL,2,NULL,3,NULL,'4,:5','Deal o1',1,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO "opportunity_past" VALUES(2,1,3,NULL,1,NULL,2,NULL,3,NULL,'4','Deal o2',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "opportunity_past" VALUES(4,1,2,NULL,1,NULL,2,NULL,3,NULL,NULL,'Deal o4',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "opportunity_past" VALUES(4,2,3,NULL,1,NULL,2,2,3,NULL,NULL,'Deal o4',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "opportunity_past" VALUES(4,3,5,3,1,1,2,2,3,3,NULL,'Deal o4',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE opportunity_present (
    oid INTEGER PRIMARY KEY, id TEXT NOT NULL, from_run INTEGER NOT NULL, deleted_run INTEGER, seen_run INTEGER NOT NULL, missing_run INTEGER,
    stage INTEGER, stage_own INTEGER, company INTEGER, company_own INTEGER, owner INTEGER, owner_own INTEGER, team TEXT, description_text INTEGER, additional_properties_text INTEGER, name TEXT, description TEXT, close_date INTEGER, created_at INTEGER, next_task_id TEXT, next_task_content TEXT, next_task_due_date INTEGER, additional_properties TEXT);
INSERT INTO "opportunity_present" VALUES(1,'o1',2,NULL,2,NULL,5,NULL,2,NULL,3,NULL,'4,:5',NULL,NULL,'Deal o1','Another',639238482000000000,NULL,NULL,NULL,NULL,'{"fee":15}');
INSERT INTO "opportunity_present" VALUES(2,'o2',3,NULL,3,NULL,1,NULL,2,NULL,3,NULL,'4,6',NULL,NULL,'Deal o2',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "opportunity_present" VALUES(3,'o3',1,NULL,1,NULL,1,NULL,2,NULL,3,NULL,NULL,NULL,NULL,'Deal o3',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "opportunity_present" VALUES(4,'o4',5,NULL,5,NULL,1,NULL,2,NULL,3,NULL,NULL,NULL,NULL,'Deal o4',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "opportunity_present" VALUES(5,'o5',2,NULL,2,NULL,1,NULL,2,2,3,NULL,'6',NULL,NULL,'Deal o5',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE path (subject INTEGER NOT NULL, path TEXT NOT NULL, first_run INTEGER NOT NULL, PRIMARY KEY (subject, path)) WITHOUT ROWID;
INSERT INTO "path" VALUES(0,'fee',1);
CREATE TABLE run_log (
    number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, status INTEGER NOT NULL, started_at INTEGER NOT NULL, completed_at INTEGER NOT NULL,
    watermark INTEGER, is_evidence INTEGER NOT NULL, item_count INTEGER NOT NULL, new_count INTEGER NOT NULL, changed_count INTEGER NOT NULL,
    unchanged_count INTEGER NOT NULL, missing_count INTEGER NOT NULL, deleted_count INTEGER NOT NULL, restored_count INTEGER NOT NULL,
    request_count INTEGER NOT NULL);
INSERT INTO "run_log" VALUES(1,0,0,639159120000000000,639159120000000000,639159120000000000,1,4,4,0,0,0,0,0,2);
INSERT INTO "run_log" VALUES(2,0,0,639159984000000000,639159984000000000,639159984000000000,1,4,1,1,2,1,0,0,2);
INSERT INTO "run_log" VALUES(3,0,0,639160848000000000,639160848000000000,639160848000000000,1,4,0,1,3,0,1,0,2);
INSERT INTO "run_log" VALUES(4,0,2,639161712000000000,639161712000000000,NULL,0,0,0,0,0,0,0,0,2);
INSERT INTO "run_log" VALUES(5,0,0,639161748000000000,639161748000000000,639161748000000000,1,5,0,0,4,0,0,1,2);
CREATE TABLE subject (sid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, vid INTEGER NOT NULL, from_run INTEGER NOT NULL);
INSERT INTO "subject" VALUES(1,3,'s1',1,1);
INSERT INTO "subject" VALUES(2,2,'c1',7,2);
INSERT INTO "subject" VALUES(3,4,'u1',3,1);
INSERT INTO "subject" VALUES(4,1,'k1',9,3);
INSERT INTO "subject" VALUES(5,3,'s2',6,2);
INSERT INTO "subject" VALUES(6,1,'k2',8,2);
CREATE TABLE subject_past (
    sid INTEGER NOT NULL, from_run INTEGER NOT NULL, to_run INTEGER NOT NULL, vid INTEGER NOT NULL, PRIMARY KEY (sid, from_run)) WITHOUT ROWID;
INSERT INTO "subject_past" VALUES(2,1,2,2);
INSERT INTO "subject_past" VALUES(4,1,3,4);
CREATE TABLE subject_value (vid INTEGER PRIMARY KEY, sid INTEGER, kind INTEGER NOT NULL, body TEXT NOT NULL, seen_run INTEGER NOT NULL);
INSERT INTO "subject_value" VALUES(1,1,3,'{"Name":"Lead","Order":1,"IsOpen":true}',2);
INSERT INTO "subject_value" VALUES(2,2,2,'{"Name":"Acme"}',1);
INSERT INTO "subject_value" VALUES(3,3,4,'{"Name":"Jane Doe"}',2);
INSERT INTO "subject_value" VALUES(4,4,1,'{"FirstName":"Jane","CompanyName":"Acme","Emails":[{"Email":"jane@example.com","Purpose":"work","IsPrimary":true}]}',2);
INSERT INTO "subject_value" VALUES(5,NULL,1,'{"FirstName":"Walter","CompanyName":"Acme","Emails":[{"Email":"walter@example.com","Purpose":"work","IsPrimary":true}]}',1);
INSERT INTO "subject_value" VALUES(6,5,3,'{"Name":"Offer","Order":2,"IsOpen":true}',0);
INSERT INTO "subject_value" VALUES(7,2,2,'{"Name":"Acme Group"}',2);
INSERT INTO "subject_value" VALUES(8,6,1,'{"FirstName":"Mary","CompanyName":"Acme","Emails":[{"Email":"mary@example.com","Purpose":"work","IsPrimary":true}]}',0);
INSERT INTO "subject_value" VALUES(9,4,1,'{"FirstName":"Jane","CompanyName":"Acme","Emails":[{"Email":"jane.doe@example.com","Purpose":"work","IsPrimary":true}]}',0);
CREATE TABLE team_member (oid INTEGER NOT NULL, position INTEGER NOT NULL, sid INTEGER, own INTEGER, PRIMARY KEY (oid, position)) WITHOUT ROWID;
INSERT INTO "team_member" VALUES(1,0,4,NULL);
INSERT INTO "team_member" VALUES(1,1,NULL,5);
INSERT INTO "team_member" VALUES(2,0,4,NULL);
INSERT INTO "team_member" VALUES(2,1,6,NULL);
INSERT INTO "team_member" VALUES(5,0,6,NULL);
CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
INSERT INTO "text" VALUES(1,'It''s a long text');
INSERT INTO "text" VALUES(2,'{"fee":12.5}');
CREATE UNIQUE INDEX subject_id ON subject (kind, id);
CREATE INDEX subject_value_sid ON subject_value (sid) WHERE sid IS NOT NULL;
CREATE INDEX subject_value_body ON subject_value (kind, body) WHERE sid IS NULL;
CREATE UNIQUE INDEX opportunity_id ON opportunity_present (id);
CREATE INDEX opportunity_missing ON opportunity_present (oid) WHERE missing_run IS NOT NULL;
CREATE INDEX opportunity_deleted ON opportunity_present (oid) WHERE deleted_run IS NOT NULL;
CREATE INDEX opportunity_stage ON opportunity_present (stage, stage_own) WHERE deleted_run IS NULL;
CREATE INDEX opportunity_stage_own ON opportunity_present (stage) WHERE deleted_run IS NULL AND stage IS NOT NULL AND stage_own IS NOT NULL;
CREATE INDEX opportunity_company ON opportunity_present (company, company_own) WHERE deleted_run IS NULL;
CREATE INDEX opportunity_company_own ON opportunity_present (company) WHERE deleted_run IS NULL AND company IS NOT NULL AND company_own IS NOT NULL;
CREATE INDEX opportunity_owner ON opportunity_present (owner, owner_own) WHERE deleted_run IS NULL;
CREATE INDEX opportunity_owner_own ON opportunity_present (owner) WHERE deleted_run IS NULL AND owner IS NOT NULL AND owner_own IS NOT NULL;
CREATE INDEX team_member_sid ON team_member (sid, own) WHERE sid IS NOT NULL;
CREATE INDEX team_member_own ON team_member (sid) WHERE sid IS NOT NULL AND own IS NOT NULL;
CREATE INDEX change_log_run ON change_log (run);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change_log',13);
COMMIT;
