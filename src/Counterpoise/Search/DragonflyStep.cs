namespace Counterpoise.Search;

/// <summary>How much each part of a dragonfly's step counts.</summary>
/// <param name="Separation">s.</param>
/// <param name="Alignment">a.</param>
/// <param name="Cohesion">c.</param>
/// <param name="Food">f.</param>
/// <param name="Enemy">e.</param>
/// <param name="Inertia">w.</param>
internal readonly record struct DragonflyWeights(double Separation, double Alignment, double Cohesion, double Food, double Enemy,
    double Inertia);

/// <summary>What draws a dragonfly: parts of its step, each of one number per dimension.</summary>
internal sealed class DragonflyStep(int dimensions)
{
    // Levy's steps: exponent 1.5 and the deviation that goes with it.
    private const double LevyExponent = 1.5, LevyDeviation = 0.6965745025576967;

    public double[] Separation { get; } = new double[dimensions];

    public double[] Alignment { get; } = new double[dimensions];

    public double[] Cohesion { get; } = new double[dimensions];

    /// <summary>
    /// Takes the neighbours of a place; with fewer than two there is no separation and no cohesion, and alignment is its own step.
    /// </summary>
    public void Meet(double[] place, double[] step, IReadOnlyList<(double[] Place, double[] Step)> neighbors, SeparationSign sign)
    {
        for (var d = 0; d < dimensions; d++)
        {
            if (neighbors.Count < 2)
            {
                (Separation[d], Alignment[d], Cohesion[d]) = (0, step[d], 0);
                continue;
            }

            var away = neighbors.Sum(n => place[d] - n.Place[d]);
            Separation[d] = sign == SeparationSign.Code ? away : -away;
            Alignment[d] = neighbors.Average(n => n.Step[d]);
            Cohesion[d] = neighbors.Average(n => n.Place[d]) - place[d];
        }
    }

    /// <summary>s S + a A + c C + f F + e E + w Δ, with F towards the food and E = enemy + place, where they are near.</summary>
    public double[] Full(double[] place, double[] step, double[]? food, double[]? enemy, DragonflyWeights weights)
    {
        var next = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            next[d] = (weights.Separation * Separation[d]) + (weights.Alignment * Alignment[d]) + (weights.Cohesion * Cohesion[d])
                + (weights.Food * (food is null ? 0 : food[d] - place[d])) + (weights.Enemy * (enemy is null ? 0 : enemy[d] + place[d]))
                    + (weights.Inertia * step[d]);
        }

        return next;
    }

    /// <summary>One step of a Levy flight.</summary>
    public static double Levy(Randomness.IRandomSource random) =>
        0.01 * random.NextNormal() * LevyDeviation / Math.Pow(Math.Abs(random.NextNormal()), 1 / LevyExponent);

    /// <summary>
    /// The weights that do not depend on draws: inertia, the factor of s, a, c and e, and the radius as a share of the range.
    /// </summary>
    public static (double Inertia, double Factor, double Radius) Schedule(int iteration, int iterations) =>
        (0.9 - (0.5 * iteration / iterations), Math.Max(0, 0.1 - (0.1 * iteration / (iterations / 2.0))),
            0.25 + (2.0 * iteration / iterations));
}
