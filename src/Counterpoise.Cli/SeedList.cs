using System.Globalization;
using Counterpoise.Workflows;

namespace Counterpoise.Cli;

/// <summary>
/// Seeds on the command line, of tables and images alike: one number is how many, from 0 on; several are the seeds themselves.
/// </summary>
internal static class SeedList
{
    public const string Help =
        "One number is how many (3 is 0,1,2); several are the seeds themselves; 7, with a comma is the seed 7 alone.";

    private const ulong Most = 1000;

    /// <summary>Reads the seeds.</summary>
    /// <exception cref="InputException">A text is no whole number of at least 0, or the count is not in 1 to 1000.</exception>
    public static ulong[] Parse(string[]? values)
    {
        ulong[] numbers = [.. Lists.Of(values).Select(Number).Distinct()];
        return numbers switch
        {
            [] => throw new InputException("--seeds is empty; expected how many, or the seeds themselves"),
            [var seed] when values!.Any(v => v.Contains(',', StringComparison.Ordinal)) => [seed],
            [0 or > Most] => throw new InputException(
                $"--seeds {numbers[0]} asks for {numbers[0]} seeds, expected 1 to {Most}; for the seed {numbers[0]} alone write "
                + $"'{numbers[0]},'"),
            [var count] => [.. Enumerable.Range(0, (int)count).Select(s => (ulong)s)],
            _ => numbers,
        };
    }

    private static ulong Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
            : throw new InputException($"--seeds has '{text}'; expected whole numbers of at least 0");
}
