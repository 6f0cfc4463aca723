using System.Globalization;

namespace Counterpoise.Torch.Files;

/// <summary>Reads the few Python literals of a <c>.npy</c> header: quoted text, True and False, and tuples of whole numbers.</summary>
internal sealed class NpyLiteral(string text, string path)
{
    private int _position;

    public void Expect(char character)
    {
        if (!TryTake(character))
            throw Fault($"'{character}'");
    }

    public bool TryTake(char character)
    {
        SkipSpaces();
        if (_position >= text.Length || text[_position] != character)
            return false;
        _position++;
        return true;
    }

    public void ExpectEnd()
    {
        SkipSpaces();
        if (_position != text.Length)
            throw Fault("the header's end");
    }

    public string Text()
    {
        SkipSpaces();
        if (_position < text.Length && text[_position] is '\'' or '"')
        {
            var end = text.IndexOf(text[_position], _position + 1);
            if (end > 0)
            {
                var value = text[(_position + 1)..end];
                _position = end + 1;
                return value;
            }
        }

        throw Fault("quoted text");
    }

    public bool Boolean()
    {
        SkipSpaces();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0)
            {
                _position += word.Length;
                return value;
            }
        }

        throw Fault("True or False");
    }

    public long[] Integers()
    {
        var values = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            values.Add(Integer());
            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. values];
    }

    private long Integer()
    {
        SkipSpaces();
        var start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
            _position++;
        if (!long.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw Fault("a whole number from 0 below 2^63");
        // Python 2 wrote long integers with a trailing L.
        if (_position < text.Length && text[_position] == 'L')
            _position++;
        return value;
    }

    private void SkipSpaces()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or '\r')
            _position++;
    }

    private WeightFileException Fault(string expected)
    {
        var rest = text.AsSpan(Math.Min(_position, text.Length));
        return new WeightFileException(path, rest.IsEmpty ? "the header's end"
            : $"'{rest[..Math.Min(rest.Length, 20)]}' at character {_position} of the header", expected);
    }
}
