using Counterpoise.Graph.Graphs;
using Counterpoise.Randomness;

namespace Counterpoise.Graph.Generators;

/// <summary>Apps that set parameters which move indicators, each app for the sake of one.</summary>
/// <param name="Apps">Number of apps.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="Indicators">Number of indicators.</param>
/// <param name="Sets">The parameters that each app sets.</param>
/// <param name="Reads">The indicator that each app works for.</param>
/// <param name="Influences">What moves what, hidden influences among them.</param>
/// <param name="Thresholds">Below it an indicator is bad.</param>
/// <param name="Evaluate">The indicators of a setting, parameters in [0, 1].</param>
/// <param name="Draw">A new value of a parameter.</param>
public sealed record AppNetwork(
    int Apps, int Parameters, int Indicators, int[][] Sets, int[] Reads, IReadOnlyList<Influence> Influences, double[] Thresholds,
    Func<double[], double[]> Evaluate, Func<int, IRandomSource, double> Draw)
{
    /// <summary>Nodes of the graph: apps, then parameters, then indicators.</summary>
    public int NodeCount => Apps + Parameters + Indicators;

    /// <summary>
    /// What is known, both ways: app – parameter that it sets, parameter or indicator – indicator that it moves, app – indicator that it
    /// reads.
    /// </summary>
    public Relation KnownEdges()
    {
        List<int> sources = [], targets = [];
        for (var app = 0; app < Apps; app++)
        {
            foreach (var parameter in Sets[app])
            {
                Add(app, Apps + parameter);
            }

            Add(app, Apps + Parameters + Reads[app]);
        }

        foreach (var influence in Influences.Where(i => !i.Hidden))
        {
            Add((influence.Kind == InfluenceKind.Parameter ? Apps : Apps + Parameters) + influence.Source,
                Apps + Parameters + influence.Indicator);
        }

        return new Relation("known", [.. sources], [.. targets]).Symmetric();

        void Add(int source, int target)
        {
            sources.Add(source);
            targets.Add(target);
        }
    }
}
