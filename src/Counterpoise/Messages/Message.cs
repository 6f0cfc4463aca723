using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Counterpoise.Messages;

/// <summary>
/// A message of text and of parts that are worded where it is shown. It is written as an interpolated string,
/// <c>Message found = $"class {new ClassPart(label)} has {rows} rows";</c>, and numbers are written in the invariant culture.
/// </summary>
[InterpolatedStringHandler]
public sealed class Message
{
    private readonly List<object> _parts;

    /// <summary>Begins a message; the compiler calls it for an interpolated string.</summary>
    /// <param name="literalLength">Characters of its text.</param>
    /// <param name="formattedCount">How many values it has.</param>
    public Message(int literalLength, int formattedCount) => _parts = new(2 * formattedCount + (literalLength > 0 ? 1 : 0));

    private Message(List<object> parts) => _parts = parts;

    /// <summary>The parts that are not text, in order.</summary>
    public IEnumerable<MessagePart> Parts => _parts.OfType<MessagePart>();

    /// <summary>A message of text alone.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator Message(string text) => FromText(text);

    /// <summary>A message of text alone.</summary>
    /// <param name="text">The text.</param>
    public static Message FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new([text]);
    }

    /// <summary>Adds text; for the compiler.</summary>
    /// <param name="text">The text.</param>
    public void AppendLiteral(string text) => _parts.Add(text);

    /// <summary>
    /// Adds a value, for the compiler: parts, lists of parts (with commas between them) and messages as they are, all else as text.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="format">Its format, as of <see cref="IFormattable.ToString(string, IFormatProvider)"/>; null for the usual one.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        switch (value)
        {
            case MessagePart part:
                _parts.Add(part);
                break;
            case Message message:
                _parts.AddRange(message._parts);
                break;
            case IEnumerable<MessagePart> parts:
                foreach (var (i, part) in parts.Index())
                    _parts.AddRange(i > 0 ? [", ", part] : [part]);
                break;
            case IFormattable number:
                _parts.Add(number.ToString(format, CultureInfo.InvariantCulture));
                break;
            default:
                _parts.Add(value?.ToString() ?? "");
                break;
        }
    }

    /// <summary>The message with some of its parts in words; the others stay as they are.</summary>
    /// <param name="words">The words of a part, or null where it stays.</param>
    public Message Word(Func<MessagePart, string?> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new([.. _parts.Select(p => p is MessagePart part && words(part) is { } text ? text : p)]);
    }

    /// <summary>The message, with the parts that have no words yet in those of the library.</summary>
    public override string ToString() => _parts.Aggregate(new StringBuilder(), (text, part) => text.Append(part)).ToString();
}
