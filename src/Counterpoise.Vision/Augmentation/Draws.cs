using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Draws and checks that the steps share.</summary>
internal static class Draws
{
    public static bool Happens(this IRandomSource random, double probability) => random.NextDouble() < probability;

    public static double Uniform(this IRandomSource random, double low, double high) => low + ((high - low) * random.NextDouble());

    public static OptionsCheck Probability(this OptionsCheck check, double value, string name) =>
        check.Require(value is >= 0 and <= 1, FormattableString.Invariant($"{name} is {value}, expected a probability from 0 to 1"));

    public static OptionsCheck Ordered(this OptionsCheck check, double low, double high, double least, double most, string name) =>
        check.Require(low >= least && low <= high && high <= most,
            FormattableString.Invariant($"{name} runs from {low} to {high}, expected an ascending range within {least} to {most}"));
}
