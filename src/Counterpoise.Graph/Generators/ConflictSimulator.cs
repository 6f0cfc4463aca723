using Counterpoise.Randomness;

namespace Counterpoise.Graph.Generators;

/// <summary>
/// Runs windows of a network of apps and labels them by counterfactual: an indicator that is good before and bad after counts against every
/// other app without whose changes it would still be good.
/// </summary>
/// <remarks>
/// The path from the cause's changes to the indicator says the type: a known influence of a changed parameter is indirect, a hidden one or
/// one through another indicator is implicit. Two apps that set one parameter to different values are direct, whatever becomes of
/// indicators.
/// </remarks>
public static class ConflictSimulator
{
    /// <summary>Steps of a window.</summary>
    public const int Steps = 5;

    private const double Noise = 0.01, ChangeShare = 0.12;

    /// <summary>Runs one window from settings drawn at random.</summary>
    /// <param name="network">The apps.</param>
    /// <param name="topology">The network's number.</param>
    /// <param name="random">Where draws come from.</param>
    public static ConflictWindow Run(AppNetwork network, int topology, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(random);
        double[] start = [.. Enumerable.Range(0, network.Parameters).Select(p => network.Draw(p, random))];
        var changes = new List<ParameterChange>();
        for (var step = 0; step < Steps; step++)
        {
            for (var app = 0; app < network.Apps; app++)
            {
                if (random.NextDouble() < ChangeShare)
                {
                    var parameter = network.Sets[app][random.NextInteger(network.Sets[app].Length)];
                    changes.Add(new ParameterChange(step, app, parameter, network.Draw(parameter, random)));
                }
            }
        }

        var settings = Replay(start, changes, -1);
        double[][] truth = [.. settings.Select(network.Evaluate)];
        double[][] measured = [.. truth.Select(k => k.Select(v => v + (Noise * random.NextNormal())).ToArray())];
        var (types, causes) = Label(network, start, changes, truth);
        return new ConflictWindow(topology, settings, measured, changes, types, causes);
    }

    /// <summary>A long run with the conflicts of the five steps that end at each step.</summary>
    internal static (double[][] Settings, double[][] Measured, IReadOnlyList<ParameterChange> Changes, ConflictTypes[] Types) Stream(
        AppNetwork network, int steps, double changeShare, IRandomSource random)
    {
        double[] start = [.. Enumerable.Range(0, network.Parameters).Select(p => network.Draw(p, random))];
        double[][] settings = new double[steps + 1][];
        settings[0] = start;
        var changes = new List<ParameterChange>();
        var types = new ConflictTypes[steps];
        for (var step = 0; step < steps; step++)
        {
            settings[step + 1] = [.. settings[step]];
            for (var app = 0; app < network.Apps; app++)
            {
                if (random.NextDouble() < changeShare)
                {
                    var parameter = network.Sets[app][random.NextInteger(network.Sets[app].Length)];
                    changes.Add(new ParameterChange(step, app, parameter, network.Draw(parameter, random)));
                    settings[step + 1][parameter] = changes[^1].Value;
                }
            }

            var first = step - Steps + 1;
            if (first >= 0)
            {
                var recent = changes.Where(c => c.Step >= first).Select(c => c with { Step = c.Step - first }).ToList();
                types[step] = Label(network, settings[first], recent,
                    [.. Enumerable.Range(first, Steps + 1).Select(s => network.Evaluate(settings[s]))]).Types;
            }
        }

        double[][] measured = [.. settings.Select(s => network.Evaluate(s).Select(v => v + (Noise * random.NextNormal())).ToArray())];
        return (settings, measured, changes, types);
    }

    private static (ConflictTypes Types, bool[] Causes) Label(AppNetwork network, double[] start, List<ParameterChange> changes,
        double[][] truth)
    {
        var types = ConflictTypes.None;
        var causes = new bool[network.Apps];
        foreach (var group in changes.GroupBy(c => c.Parameter))
        {
            var apps = group.Select(c => c.App).Distinct().ToArray();
            if (apps.Length > 1 && group.Select(c => c.Value).Distinct().Count() > 1)
            {
                types |= ConflictTypes.Direct;
                Array.ForEach(apps, a => causes[a] = true);
            }
        }

        for (var victim = 0; victim < network.Apps; victim++)
        {
            var k = network.Reads[victim];
            if (truth[0][k] < network.Thresholds[k] || truth[^1][k] >= network.Thresholds[k])
            {
                continue;
            }

            foreach (var other in changes.Select(c => c.App).Distinct().Where(a => a != victim))
            {
                if (network.Evaluate(Replay(start, changes, other)[^1])[k] < network.Thresholds[k])
                {
                    continue;
                }

                causes[other] = true;
                types |= changes.Any(c => c.App == other && Known(network, c.Parameter, k)) ? ConflictTypes.Indirect
                    : ConflictTypes.Implicit;
            }
        }

        return (types, causes);
    }

    private static bool Known(AppNetwork network, int parameter, int indicator) =>
        network.Influences.Any(i => i is { Kind: InfluenceKind.Parameter, Hidden: false } && i.Source == parameter
            && i.Indicator == indicator);

    /// <summary>Settings after each step, without the changes of one app.</summary>
    private static double[][] Replay(double[] start, List<ParameterChange> changes, int without)
    {
        var settings = new double[Steps + 1][];
        settings[0] = [.. start];
        for (var step = 0; step < Steps; step++)
        {
            settings[step + 1] = [.. settings[step]];
            foreach (var change in changes.Where(c => c.Step == step && c.App != without))
            {
                settings[step + 1][change.Parameter] = change.Value;
            }
        }

        return settings;
    }
}
