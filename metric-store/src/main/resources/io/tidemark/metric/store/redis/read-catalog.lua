-- The catalog in force.
--
-- KEYS  1 catalog
-- Answers {version, its id, its text, its positions as JSON}, or {} before the first.

local version, id = in_force(KEYS[1])
if version == '0' then
  return {}
end
return {version, id, redis.call('HGET', KEYS[1], 'text:' .. version), redis.call('HGET', KEYS[1], 'from:' .. version)}
