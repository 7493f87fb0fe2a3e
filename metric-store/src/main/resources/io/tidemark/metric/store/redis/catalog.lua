-- Shared by all scripts that need bookkeeping: which catalog is in force, and which topics there are. Stands first.

-- Ends the script with an error that names a bookkeeping key. Only for use before the first write.
local function damaged(key, what)
  error({err = 'DAMAGED ' .. key .. ' ' .. what})
end

-- Reads a bookkeeping key, which must have the right type.
local function read(command, key, ...)
  local answer = redis.pcall(command, key, ...)
  if type(answer) == 'table' and answer.err then
    damaged(key, 'cannot be read: ' .. answer.err)
  end
  return answer
end

-- What tells a catalog from another one of the same number; CatalogVersion.idOf is the same in Java.
local function id_of(text)
  return string.sub(redis.sha1hex(text), 1, 16)
end

-- The version in force and its id: '0' and '' before the first.
local function in_force(catalog)
  local found = read('HMGET', catalog, 'version', 'id')
  local version = found[1]
  if not version then
    return '0', ''
  end
  return version, found[2]
      or id_of(read('HGET', catalog, 'text:' .. version) or damaged(catalog, 'has no text:' .. version))
end

-- Every topic that was ever claimed.
local function topics(catalog)
  local text = read('HGET', catalog, 'topics')
  if not text then
    return {}
  end
  local parsed, names = pcall(cjson.decode, text)
  if not parsed or type(names) ~= 'table' then
    damaged(catalog, 'has topics that are no JSON array')
  end
  return names
end

-- The same and every topic that has a ledger, should the list have been lost. Walks over all keys.
local function all_topics(catalog, ledger_prefix)
  local names, seen = topics(catalog), {}
  for _, name in ipairs(names) do
    seen[name] = true
  end
  for _, key in ipairs(redis.call('KEYS', ledger_prefix .. '*')) do
    local name = string.sub(key, #ledger_prefix + 1)
    if not seen[name] then
      names[#names + 1] = name
    end
  end
  return names
end

-- Whether the list of topics has this one. Their names have nothing that JSON escapes.
local function has_topic(catalog, topic)
  local text = read('HGET', catalog, 'topics')
  return text and string.find(text, '"' .. topic .. '"', 1, true)
end

-- Ends the script if no version is in force though there was one: what the values mean is unknown then. Before the
-- first there are at most the topics that were claimed, and no ledger without them.
local function check_not_lost(catalog, ledger_prefix)
  local has_topics = read('HEXISTS', catalog, 'topics')
  if read('HLEN', catalog) > has_topics then
    damaged(catalog, 'has no version, though one was in force; restore it, or fold anew by ./tidemark ledger reset')
  end
  local ledger = has_topics == 0 and redis.call('KEYS', ledger_prefix .. '*')[1]
  if ledger then
    damaged(catalog, 'is gone while the ledger of ' .. string.sub(ledger, #ledger_prefix + 1)
        .. ' is there; restore it, or fold anew by ./tidemark ledger reset')
  end
end
