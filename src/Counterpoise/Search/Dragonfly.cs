using Counterpoise.Randomness;
using Counterpoise.Search.Trials;

namespace Counterpoise.Search;

/// <summary>
/// The dragonfly algorithm: a swarm whose members keep apart, align, draw together, fly to the best place found (food) and are moved by
/// the worst (enemy), at first loosely and later as one.
/// </summary>
/// <remarks>
/// Each range is searched from −1 to 1, logarithms and whole numbers as the range says. In iteration t of T the inertia is
/// w = .9 − .5 t/T, c_t = max(0, .1 − .1 t/(T/2)), s, a and c are 2 u c_t with u uniform, f = 2 u, e = c_t; the radius is
/// (1/4 + 2 t/T) of the range, and a step at most a tenth of it. Where the food lies within the radius the step is
/// s S + a A + c C + f F + e E + w Δ; where it does not, but two neighbours do, w Δ + u₁ A + u₂ C + u₃ S with draws per dimension; else
/// a Levy flight, x + Levy · x. O(iterations · population² · dimensions) beside the evaluations; equal values are evaluated once.
/// Reference: Mirjalili, "Dragonfly algorithm", Neural Computing and Applications 27, 2016, doi:10.1007/s00521-015-1920-1, and its
/// authors' MATLAB code, whose sign of S is the opposite of the printed one, see <see cref="SeparationSign"/>.
/// </remarks>
public sealed class Dragonfly
{
    private const double Low = -1, High = 1, Range = High - Low, LongestStep = Range / 10;

    private readonly DragonflyOptions _options;

    /// <summary>Creates the search.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public Dragonfly(DragonflyOptions? options = null)
    {
        _options = options ?? new DragonflyOptions();
        _options.Validate();
    }

    /// <summary>Looks for the values with the lowest objective.</summary>
    /// <param name="ranges">At least one range.</param>
    /// <param name="objective">Takes one value per range; NaN counts as the worst.</param>
    /// <param name="random">The draws.</param>
    /// <param name="cancellationToken">Stops between evaluations.</param>
    /// <exception cref="ArgumentException">A range cannot be searched.</exception>
    public SearchResult Minimize(IReadOnlyList<SearchParameter> ranges, Func<double[], double> objective, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        RememberedObjective.Check(ranges);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(random);
        var asked = new RememberedObjective(ranges, objective);
        var (places, steps) = (Drawn(ranges.Count, random), Drawn(ranges.Count, random));
        var (food, foodValue, enemy, enemyValue) = (places[0], double.PositiveInfinity, places[0], double.NegativeInfinity);
        for (var t = 1; t <= _options.Iterations; t++)
        {
            foreach (var place in places)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var value = asked.At(Array.ConvertAll(place, x => (x - Low) / Range));
                (food, foodValue) = value < foodValue ? ([.. place], value) : (food, foodValue);
                (enemy, enemyValue) = value > enemyValue ? ([.. place], value) : (enemy, enemyValue);
            }

            Move(t, places, steps, food, enemy, random);
        }

        return asked.Result();
    }

    private double[][] Drawn(int dimensions, IRandomSource random) =>
        [.. Enumerable.Range(0, _options.Population).Select(_ => random.Uniform(dimensions).Select(u => Low + (Range * u)).ToArray())];

    private void Move(int t, double[][] places, double[][] steps, double[] food, double[] enemy, IRandomSource random)
    {
        var (inertia, factor, share) = DragonflyStep.Schedule(t, _options.Iterations);
        var radius = share * Range;
        double U(double scale) => 2 * random.NextDouble() * scale;
        var weights = new DragonflyWeights(U(factor), U(factor), U(factor), U(1), factor, inertia);
        var parts = new DragonflyStep(food.Length);
        for (var i = 0; i < places.Length; i++)
        {
            var (place, step) = (places[i], steps[i]);
            var neighbors = Enumerable.Range(0, places.Length)
                .Where(j => j != i && IsNear(place, places[j], radius) && !place.AsSpan().SequenceEqual(places[j]))
                .Select(j => (places[j], steps[j])).ToArray();
            parts.Meet(place, step, neighbors, _options.Separation);
            if (IsNear(place, food, radius))
            {
                steps[i] = Clamp(parts.Full(place, step, food, IsNear(place, enemy, radius) ? enemy : null, weights));
                places[i] = Sum(place, steps[i]);
            }
            else if (neighbors.Length > 1)
            {
                steps[i] = Clamp([.. place.Select((_, d) => (inertia * step[d]) + (random.NextDouble() * parts.Alignment[d])
                    + (random.NextDouble() * parts.Cohesion[d]) + (random.NextDouble() * parts.Separation[d]))]);
                places[i] = Sum(place, steps[i]);
            }
            else
            {
                places[i] = [.. place.Select(x => Math.Clamp(x + (DragonflyStep.Levy(random) * x), Low, High))];
                steps[i] = new double[place.Length];
            }
        }
    }

    private static bool IsNear(double[] a, double[] b, double radius) => a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= radius);

    private static double[] Clamp(double[] step) => Array.ConvertAll(step, s => Math.Clamp(s, -LongestStep, LongestStep));

    private static double[] Sum(double[] place, double[] step) => [.. place.Select((x, d) => Math.Clamp(x + step[d], Low, High))];
}
