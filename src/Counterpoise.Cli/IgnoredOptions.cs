using System.CommandLine;
using Counterpoise.Workflows;

namespace Counterpoise.Cli;

/// <summary>Refuses options that mean nothing for the input at hand, where they would be passed over without a word.</summary>
internal static class IgnoredOptions
{
    /// <summary>
    /// Refuses the first of the options that is given and is not what it would be anyway, as in a configuration that --dry-run has printed.
    /// </summary>
    /// <exception cref="InputException">There is one; the message names it.</exception>
    public static void Refuse(ParseResult parsed, IEnumerable<Option> options, string reason)
    {
        if (options.FirstOrDefault(o => IsSet(parsed, o)) is { } option)
            throw new InputException($"{option.Name} {reason}: leave it out");
    }

    private static bool IsSet(ParseResult parsed, Option option)
    {
        if (parsed.GetResult(option) is not { Implicit: false })
            return false;
        var (value, usual) = (parsed.GetValue<object?>(option.Name), option.HasDefaultValue ? option.GetDefaultValue() : null);
        return value switch
        {
            false when usual is null => false,
            Array { Length: 0 } when usual is null => false,
            Array array when usual is Array other => !array.Cast<object>().SequenceEqual(other.Cast<object>()),
            _ => !Equals(value, usual),
        };
    }
}
