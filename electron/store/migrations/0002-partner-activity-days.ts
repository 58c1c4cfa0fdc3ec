// The days on which each partner was active, kept by SQLite itself beside activities and their partners: finding the last one
// for ten thousand partners otherwise means looking at every activity ever logged. Activities in the bin are not in it.
export const partnerActivityDays = `
CREATE TABLE partner_activity_days (
  partner_id TEXT NOT NULL, day TEXT NOT NULL, activity_id TEXT NOT NULL, PRIMARY KEY (partner_id, day, activity_id)
) STRICT, WITHOUT ROWID;
INSERT INTO partner_activity_days SELECT l.partner_id, a.day, a.id FROM activity_partners l JOIN activities a ON a.id = l.activity_id WHERE a.deleted_at IS NULL;

CREATE TRIGGER activity_days_of_new_partner AFTER INSERT ON activity_partners BEGIN
  INSERT OR IGNORE INTO partner_activity_days
    SELECT NEW.partner_id, a.day, a.id FROM activities a WHERE a.id = NEW.activity_id AND a.deleted_at IS NULL;
END;
CREATE TRIGGER activity_days_of_partner_gone AFTER DELETE ON activity_partners BEGIN
  DELETE FROM partner_activity_days WHERE partner_id = OLD.partner_id AND activity_id = OLD.activity_id;
END;
CREATE TRIGGER activity_days_of_new_activity AFTER INSERT ON activities WHEN NEW.deleted_at IS NULL BEGIN
  INSERT OR IGNORE INTO partner_activity_days SELECT l.partner_id, NEW.day, NEW.id FROM activity_partners l WHERE l.activity_id = NEW.id;
END;
CREATE TRIGGER activity_days_of_moved_activity AFTER UPDATE OF day, deleted_at ON activities BEGIN
  DELETE FROM partner_activity_days WHERE activity_id = OLD.id AND partner_id IN (SELECT partner_id FROM activity_partners WHERE activity_id = OLD.id);
  INSERT OR IGNORE INTO partner_activity_days
    SELECT l.partner_id, NEW.day, NEW.id FROM activity_partners l WHERE l.activity_id = NEW.id AND NEW.deleted_at IS NULL;
END;
`;
