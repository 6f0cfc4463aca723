using System.Text.Json;

namespace Counterpoise.Bench;

/// <summary>Named ratios on stdout: one JSON object for machines, a line each for people.</summary>
internal static class RatioOutput
{
    public static void Write(IReadOnlyDictionary<string, double> ratios, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(ratios));
            return;
        }

        foreach (var (name, ratio) in ratios)
        {
            Console.WriteLine(FormattableString.Invariant($"{name,-40} {ratio:F3}"));
        }
    }
}
