using Counterpoise.Randomness;

namespace Counterpoise.Search.Trials;

/// <summary>Draws every parameter evenly: the control that any other search with as many trials has to beat.</summary>
/// <remarks>Reference: Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012.</remarks>
/// <param name="seed">The seed; the stream of a trial is named <c>trial</c>.</param>
public sealed class RandomSuggestions(ulong seed) : ITrialSuggestions
{
    /// <inheritdoc/>
    public double[] Next(IReadOnlyList<SearchParameter> space, int number, IReadOnlyList<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(space);
        var stream = new RandomStream(seed, "trial", (ulong)number);
        return [.. space.Select(parameter => Draw(parameter, stream))];
    }

    internal static double Draw(SearchParameter parameter, IRandomSource random) => parameter switch
    {
        FloatParameter { IsLogarithmic: true } p => Math.Clamp(
            Math.Exp(Math.Log(p.Low) + (random.NextDouble() * (Math.Log(p.High) - Math.Log(p.Low)))), p.Low, p.High),
        FloatParameter p => p.Low + (random.NextDouble() * (p.High - p.Low)),
        IntegerParameter p => p.Low + random.NextInteger((long)p.High - p.Low + 1),
        CategoricalParameter p => random.NextInteger(p.Choices.Count),
        _ => throw new ArgumentException(
            $"{parameter.GetType().Name} is no parameter that is known here: use FloatParameter, IntegerParameter or CategoricalParameter",
            nameof(parameter)),
    };
}
