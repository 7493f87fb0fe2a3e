-- Exact addition and comparison of canonical decimal texts, in chunks of seven digits: Lua's own numbers are doubles, and
-- INCRBYFLOAT would print what a long double happens to hold. Stands before the text of apply-batch.lua.

local CHUNK, BASE = 7, 10000000
local MAX_LENGTH = 100

-- Sign, digits before the point, digits behind it; nil if the text is no plain decimal.
local function digits_of(text)
  if #text > MAX_LENGTH then
    return nil
  end
  local minus, whole, point, fraction = string.match(text, '^(%-?)(%d+)(%.?)(%d*)$')
  if not whole or (point == '') ~= (fraction == '') then
    return nil
  end
  return minus == '-' and -1 or 1, whole, fraction
end

-- a * left + b * right over two digit texts of the same length: the carry that is left, and the chunks.
local function combine(a, left, b, right)
  local chunks, carry, n = {}, 0, #left / CHUNK
  for i = n, 1, -1 do
    local from, to = (i - 1) * CHUNK + 1, i * CHUNK
    local value = a * tonumber(string.sub(left, from, to)) + b * tonumber(string.sub(right, from, to)) + carry
    carry = math.floor(value / BASE)
    chunks[i] = string.format('%07d', value - carry * BASE)
  end
  return carry, table.concat(chunks)
end

-- The sum as canonical decimal text: no trailing zeros, no '-0', no exponent; nil if one is no plain decimal.
local function plus(left, right)
  local left_sign, left_whole, left_fraction = digits_of(left)
  local right_sign, right_whole, right_fraction = digits_of(right)
  if not left_sign or not right_sign then
    return nil
  end
  local places = math.max(#left_fraction, #right_fraction)
  left = left_whole .. left_fraction .. string.rep('0', places - #left_fraction)
  right = right_whole .. right_fraction .. string.rep('0', places - #right_fraction)
  -- One digit more than the longer one has room for the last carry.
  local length = math.ceil((math.max(#left, #right) + 1) / CHUNK) * CHUNK
  left = string.rep('0', length - #left) .. left
  right = string.rep('0', length - #right) .. right
  local carry, digits = combine(left_sign, left, right_sign, right)
  local minus = ''
  if carry < 0 then
    carry, digits = combine(-left_sign, left, -right_sign, right)
    minus = '-'
  end
  local whole = string.match(string.sub(digits, 1, length - places), '^0*(%d+)$')
  local fraction = string.match(string.sub(digits, length - places + 1), '^(%d-)0*$')
  return minus .. whole .. (fraction == '' and '' or '.' .. fraction)
end

-- Whether the left one is smaller; nil if one is no plain decimal.
local function less(left, right)
  if not digits_of(right) then
    return nil
  end
  local difference = plus(left, string.sub(right, 1, 1) == '-' and string.sub(right, 2) or '-' .. right)
  if not difference then
    return nil
  end
  return string.sub(difference, 1, 1) == '-'
end
