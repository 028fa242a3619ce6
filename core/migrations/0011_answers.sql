-- What a call was answered is never rewritten, so that the same call again is answered the same.

CREATE TRIGGER answer_append_only BEFORE UPDATE OR DELETE ON answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_never_truncated BEFORE TRUNCATE ON answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
