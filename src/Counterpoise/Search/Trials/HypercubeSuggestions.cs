using Counterpoise.Randomness;

namespace Counterpoise.Search.Trials;

/// <summary>
/// Draws a Latin hypercube: of as many equal parts of each parameter as there are trials, each is tried once. Trials beyond them begin the
/// next hypercube.
/// </summary>
/// <remarks>
/// Reference: McKay, Beckman and Conover, "A comparison of three methods for selecting values of input variables", Technometrics 21, 1979.
/// </remarks>
/// <param name="seed">The seed; the stream of a parameter's order is named <c>hypercube</c>, that of a trial <c>trial</c>.</param>
/// <param name="trials">Trials of one hypercube, at least 1.</param>
public sealed class HypercubeSuggestions(ulong seed, int trials) : ITrialSuggestions
{
    private readonly Dictionary<(int Cube, int Parameter), int[]> _orders = [];

    /// <inheritdoc/>
    public double[] Next(IReadOnlyList<SearchParameter> space, int number, IReadOnlyList<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(space);
        var stream = new RandomStream(seed, "trial", (ulong)number);
        var (cube, place) = Math.DivRem(number, Size);
        return [.. space.Select((parameter, d) => parameter.At((Order(cube, d)[place] + stream.NextDouble()) / Size))];
    }

    private int Size { get; } = trials >= 1 ? trials
        : throw new ArgumentOutOfRangeException(nameof(trials), trials, "a hypercube has at least one trial");

    private int[] Order(int cube, int parameter)
    {
        if (!_orders.TryGetValue((cube, parameter), out var order))
            _orders[(cube, parameter)] = order = new RandomStream(seed, "hypercube", (ulong)cube, (ulong)parameter).Permutation(Size);
        return order;
    }
}
