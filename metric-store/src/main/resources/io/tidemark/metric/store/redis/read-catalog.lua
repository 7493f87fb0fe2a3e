-- The catalog in force.
--
-- KEYS  1 catalog
-- Answers {version, its text, its positions as JSON}, or {} before the first.

local version = read('HGET', KEYS[1], 'version')
if not version then
  return {}
end
return {version, redis.call('HGET', KEYS[1], 'text:' .. version), redis.call('HGET', KEYS[1], 'from:' .. version)}
