namespace Counterpoise.Graph.Generators;

/// <summary>
/// The published model of apps in conflict: four apps, seven parameters, four indicators. k1 = g(p1 + 50, p2) / 2, k2 = g(p1 − 50, p3),
/// k3 = g(p4 + k1, p5), k4 = g(p7 + k2, p6), with g a bell in its first argument.
/// </summary>
/// <remarks>
/// App 1 sets p1, p2 for k1; app 2 p1, p3 for k2; app 3 p4, p5 for k3; app 4 p6, p7 for k4. Apps 1 and 2 meet on p1 (direct) and on k2
/// (indirect); k1 reaches k3 and k2 reaches k4 (implicit). With p1 uniform on [0, 300], k2 is above 0.01 in 4% of draws: half of the draws
/// of p1 come from N(50, 5). References: Banerjee et al., IEEE TNSM 2021; Zolghadr et al., WCNC 2025, arXiv:2412.14119.
/// </remarks>
public static class ConflictModel
{
    /// <summary>The indicators of a setting, without noise.</summary>
    /// <param name="p">p1 to p7: the first two in [0, 300], the rest in [0, 3].</param>
    /// <param name="width">How the width is read.</param>
    /// <returns>k1 to k4.</returns>
    public static double[] Indicators(IReadOnlyList<double> p, BellWidth width = BellWidth.SquareOfTwice)
    {
        ArgumentNullException.ThrowIfNull(p);
        if (p.Count != 7)
        {
            throw new ArgumentException($"{p.Count} parameters; expected seven", nameof(p));
        }

        double k1 = Bell(p[0] + 50, p[1], width) / 2, k2 = Bell(p[0] - 50, p[2], width);
        return [k1, k2, Bell(p[3] + k1, p[4], width), Bell(p[6] + k2, p[5], width)];
    }

    /// <summary>A bell of height 1; 0 for a width of 0, unless at the middle.</summary>
    /// <param name="x">The distance from the middle.</param>
    /// <param name="w">The width, 0 or more.</param>
    /// <param name="width">How it is read.</param>
    public static double Bell(double x, double w, BellWidth width = BellWidth.SquareOfTwice)
    {
        var scale = width == BellWidth.SquareOfTwice ? 4 * w * w : 2 * w * w;
        return scale == 0 ? (x == 0 ? 1 : 0) : Math.Exp(-x * x / scale);
    }

    /// <summary>The model as a network of apps, with parameters scaled to [0, 1].</summary>
    public static AppNetwork Network() => new(
        4, 7, 4,
        [[0, 1], [0, 2], [3, 4], [5, 6]],
        [0, 1, 2, 3],
        [
            new(InfluenceKind.Parameter, 0, 0, false), new(InfluenceKind.Parameter, 1, 0, false),
            new(InfluenceKind.Parameter, 0, 1, false), new(InfluenceKind.Parameter, 2, 1, false),
            new(InfluenceKind.Parameter, 3, 2, false), new(InfluenceKind.Parameter, 4, 2, false), new(InfluenceKind.Indicator, 0, 2, false),
            new(InfluenceKind.Parameter, 5, 3, false), new(InfluenceKind.Parameter, 6, 3, false), new(InfluenceKind.Indicator, 1, 3, false),
        ],
        [.2, .6, .5, .5],
        settings => Indicators([settings[0] * 300, settings[1] * 300, .. settings.Skip(2).Select(v => v * 3)]),
        (parameter, random) => parameter switch
        {
            0 when random.NextDouble() < 0.5 => Math.Clamp((50 + (5 * random.NextNormal())) / 300, 0, 1),
            _ => random.NextDouble(),
        });
}
