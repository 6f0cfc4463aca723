using Counterpoise.Graph.Generators;
using Counterpoise.Numerics;

namespace Counterpoise.Graph.Gcn;

/// <summary>
/// Windows as numbers: for nodes of a graph, flattened, and by pairs of apps. None knows a hidden influence or which network it is.
/// </summary>
public static class ConflictFeatures
{
    /// <summary>Features of a node.</summary>
    public const int NodeWidth = 16;

    private const int Steps = ConflictSimulator.Steps, PairWidth = 9;
    private const double Bad = 0.05;

    /// <summary>
    /// Features of every node: kind (3), five values (of an app whether it changed something, of a parameter its setting, of an indicator
    /// its distance from the threshold), five flags of change, active, bad after, good before.
    /// </summary>
    /// <param name="network">The apps.</param>
    /// <param name="window">The window.</param>
    /// <param name="without">An app whose changes are taken back, for counterfactuals; −1 for none. Indicators stay as measured.</param>
    /// <returns>[nodes, 16].</returns>
    public static DenseMatrix Nodes(AppNetwork network, ConflictWindow window, int without = -1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(window);
        var result = new DenseMatrix(network.NodeCount, NodeWidth);
        for (var n = 0; n < network.NodeCount; n++)
        {
            result[n, n < network.Apps ? 0 : n < network.Apps + network.Parameters ? 1 : 2] = 1;
        }

        double[][] settings = [.. window.Settings.Select(s => (double[])s.Clone())];
        foreach (var change in window.Changes.Where(c => c.App != without))
        {
            result[change.App, 3 + change.Step] = 1;
            result[change.App, 8 + change.Step] = 1;
            result[change.App, 13] = 1;
            result[network.Apps + change.Parameter, 8 + change.Step] = 1;
            result[network.Apps + change.Parameter, 13] = 1;
        }

        if (without >= 0)
        {
            TakeBack(settings, window, without);
        }

        for (var step = 0; step < Steps; step++)
        {
            for (var p = 0; p < network.Parameters; p++)
            {
                result[network.Apps + p, 3 + step] = settings[step + 1][p];
            }

            for (var k = 0; k < network.Indicators; k++)
            {
                result[network.Apps + network.Parameters + k, 3 + step] = 3 * (window.Measured[step + 1][k] - network.Thresholds[k]);
                result[network.Apps + network.Parameters + k, 8 + step] =
                    Math.Abs(window.Measured[step + 1][k] - window.Measured[step][k]) > Bad ? 1 : 0;
            }
        }

        for (var k = 0; k < network.Indicators; k++)
        {
            result[network.Apps + network.Parameters + k, 14] = IsBad(network, window, k, Steps) ? 1 : 0;
            result[network.Apps + network.Parameters + k, 15] = IsBad(network, window, k, 0) ? 0 : 1;
        }

        return result;
    }

    /// <summary>All nodes of a window side by side, padded to the largest network.</summary>
    /// <param name="data">Windows.</param>
    /// <returns>[windows, 16 · nodes].</returns>
    public static DenseMatrix Flat(ConflictData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int apps = data.Networks.Max(n => n.Apps), parameters = data.Networks.Max(n => n.Parameters),
            indicators = data.Networks.Max(n => n.Indicators);
        var result = new DenseMatrix(data.Windows.Count, (apps + parameters + indicators) * NodeWidth);
        for (var w = 0; w < data.Windows.Count; w++)
        {
            var network = data.Networks[data.Windows[w].Topology];
            var nodes = Nodes(network, data.Windows[w]);
            for (var n = 0; n < network.NodeCount; n++)
            {
                var place = n < network.Apps ? n : n < network.Apps + network.Parameters ? apps + n - network.Apps
                    : apps + parameters + n - network.Apps - network.Parameters;
                nodes.Row(n).CopyTo(result.Row(w)[(place * NodeWidth)..]);
            }
        }

        return result;
    }

    /// <summary>
    /// What the pairs of apps of a window show, as the largest and the sum over pairs: a shared parameter set by both, known influences of
    /// the other's changes, fall and alarm of the indicator, and what of them comes together; then changes and alarms of the window.
    /// </summary>
    /// <param name="data">Windows.</param>
    /// <returns>[windows, 20].</returns>
    public static DenseMatrix Pairs(ConflictData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var result = new DenseMatrix(data.Windows.Count, (2 * PairWidth) + 2);
        for (var w = 0; w < data.Windows.Count; w++)
        {
            var (network, window) = (data.Networks[data.Windows[w].Topology], data.Windows[w]);
            var row = result.Row(w);
            row[..PairWidth].Fill(double.NegativeInfinity);
            for (var victim = 0; victim < network.Apps; victim++)
            {
                for (var other = 0; other < network.Apps; other++)
                {
                    if (other != victim)
                    {
                        var pair = Pair(network, window, victim, other);
                        for (var f = 0; f < PairWidth; f++)
                        {
                            row[f] = Math.Max(row[f], pair[f]);
                            row[PairWidth + f] += pair[f];
                        }
                    }
                }
            }

            row[2 * PairWidth] = window.Changes.Count;
            row[(2 * PairWidth) + 1] = Enumerable.Range(0, network.Indicators).Count(k => Alarm(network, window, k));
        }

        return result;
    }

    /// <summary>Whether an indicator was good before the window and is bad after it.</summary>
    internal static bool Alarm(AppNetwork network, ConflictWindow window, int indicator) => !IsBad(network, window, indicator, 0)
        && IsBad(network, window, indicator, Steps);

    /// <summary>Whether a parameter is known to move an indicator, at once or through others.</summary>
    internal static (bool AtOnce, bool Through) Reaches(AppNetwork network, int parameter, int indicator)
    {
        var known = network.Influences.Where(i => !i.Hidden).ToArray();
        var reached = known.Where(i => i.Kind == InfluenceKind.Parameter && i.Source == parameter).Select(i => i.Indicator).ToHashSet();
        var atOnce = reached.Contains(indicator);
        for (var grew = true; grew;)
        {
            grew = known.Where(i => i.Kind == InfluenceKind.Indicator && reached.Contains(i.Source)).ToArray()
                .Aggregate(false, (any, i) => reached.Add(i.Indicator) | any);
        }

        return (atOnce, !atOnce && reached.Contains(indicator));
    }

    /// <summary>Whether two apps set one parameter to different values.</summary>
    internal static bool Clash(ConflictWindow window, int a, int b) => window.Changes.Where(c => c.App == a)
        .Any(c => window.Changes.Any(o => o.App == b && o.Parameter == c.Parameter && o.Value != c.Value));

    private static double[] Pair(AppNetwork network, ConflictWindow window, int victim, int other)
    {
        var k = network.Reads[victim];
        var alarm = Alarm(network, window, k) ? 1.0 : 0;
        int[] changed = [.. window.Changes.Where(c => c.App == other).Select(c => c.Parameter).Distinct()];
        var own = window.Changes.Any(c => c.App == victim) ? 1.0 : 0;
        double atOnce = changed.Count(p => Reaches(network, p, k).AtOnce), through = changed.Count(p => Reaches(network, p, k).Through);
        return
        [
            Clash(window, victim, other) ? 1 : 0, atOnce, window.Measured[0][k] - window.Measured[^1][k], alarm,
                alarm * Math.Min(1, atOnce),
            alarm * Math.Min(1, through), alarm * own, alarm * Math.Min(1, changed.Length - atOnce),
                alarm * Math.Min(1, changed.Length - atOnce - through),
        ];
    }

    private static bool IsBad(AppNetwork network, ConflictWindow window, int indicator, int step) =>
        window.Measured[step][indicator] < network.Thresholds[indicator];

    private static void TakeBack(double[][] settings, ConflictWindow window, int app)
    {
        for (var step = 0; step < Steps; step++)
        {
            var others = window.Changes.Where(c => c.Step == step && c.App != app).ToArray();
            settings[step + 1] = [.. settings[step]];
            Array.ForEach(others, c => settings[step + 1][c.Parameter] = c.Value);
        }
    }
}
