using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Graph.Graphs;
using Counterpoise.Workflows.Graphs;

namespace Counterpoise.Cli.GraphTasks;

/// <summary>Prints what <c>counterpoise graph</c> found.</summary>
internal static class GraphOutput
{
    public static void Write(GraphProfile profile, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(profile);
            return;
        }

        Terminal.WriteTable($"{profile.Nodes} nodes, {profile.Features} features", ["class", ">nodes"],
            profile.Classes.Select((c, i) => (IReadOnlyList<string>)[i == profile.Minority ? $"{c} (minority)" : c,
                $"{profile.Counts[i]}"]));
        Terminal.WriteTable("relations",
            ["relation", ">edges", ">homophily", ">adjusted", ">of the minority", ">degree of the minority", ">of the rest",
                ">minority alone", ">AUROC of neighbours", ">AUROC of degree"],
            profile.Relations.Select(r => (IReadOnlyList<string>)[
                r.Name, $"{r.Edges}", Number(r.Homophily), Number(r.AdjustedHomophily), Number(r.ClassHomophily[profile.Minority]),
                    Number(r.MeanDegree[profile.Minority]),
                Number(r.MeanDegree.Where((_, c) => c != profile.Minority).DefaultIfEmpty(double.NaN).Average()),
                    $"{r.Isolated[profile.Minority]}", Number(r.NeighborLabelAuroc), Number(r.DegreeAuroc)]));
    }

    public static void Write(GraphComparison result, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(result);
            return;
        }

        Terminal.Say(result.Data);
        Terminal.WriteTable("mean over seeds", ["arm", .. result.Arms[0].Metrics.Keys.Select(m => ">" + m), ">seconds"],
            result.Arms.Select(a => (IReadOnlyList<string>)[a.Name,
                .. a.Metrics.Keys.Select(a.Describe), a.DescribeSeconds()]));
        if (result.Differences.Count > 0)
        {
            Terminal.WriteTable("the graph network less each other arm", ["other arm", "metric", ">difference", ">low", ">high"],
                result.Differences.Select(d => (IReadOnlyList<string>)[d.Other, d.Metric, Number(d.Mean), Number(d.Low), Number(d.High)]));
        }

        foreach (var note in result.Notes)
        {
            Terminal.Say(note);
        }

        Terminal.Say(result.Verdict);
    }

    public static void Write(IEnumerable<GraphPrediction> predictions, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(predictions.ToArray());
            return;
        }

        Terminal.WriteTable("scores", ["event", ">time", ">score", "relation", ">weight", ">earlier event"],
            predictions.Select(p => (IReadOnlyList<string>)[
                $"{p.Event}", p.Time.ToString(CultureInfo.InvariantCulture), p.Score.ToString("0.000000", CultureInfo.InvariantCulture),
                    p.Relation.Length == 0 ? "–" : p.Relation,
                Number(p.Weight), p.Earlier < 0 ? "–" : $"{p.Earlier}"]));
    }

    public static void Write(IReadOnlyList<NodePrediction> predictions, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(predictions);
            return;
        }

        Terminal.WriteTable("predictions", ["node", "class", ">probability", ">neighbors"],
            predictions.Select(p => (IReadOnlyList<string>)[p.Node, p.Class,
                p.Probability.ToString("0.000000", CultureInfo.InvariantCulture), $"{p.Neighbors}"]));
    }

    public static void Write(NodeTrainingResult result, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(result);
            return;
        }

        Terminal.WriteTable($"'{result.Positive}', {result.Method}", ["split", ">average precision", ">AUROC", ">precision", ">recall"],
            [["validation", Number(result.Validation), "–", "–", "–"],
            ["test", Number(result.Test), Number(result.Auroc), Number(result.Precision), Number(result.Recall)],
            ["test, boosting with neighbours", Number(result.Boosting), "–", "–", "–"]]);
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{result.Model} holds the network of the best of {result.Epochs} epochs on {result.TrainingNodes} nodes, "
            + $"{100 * result.Prior:0.0}% '{result.Positive}'; it calls a node '{result.Positive}' from a probability of "
            + $"{result.Threshold:0.000}"));
        if (result.Boosting >= result.Test)
        {
            Terminal.Say(
                "boosting on features and means over neighbours does as well on the test split: a graph network is not needed here");
        }
    }

    public static void Write(GraphTrainingResult result, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(result);
            return;
        }

        Terminal.WriteTable("average precision", ["split", ">network", ">two means"],
            [["validation", Number(result.Validation), "–"], ["test", Number(result.Test), Number(result.TwoMean)]]);
        Terminal.Say($"{result.Model} holds the network of the best of {result.Epochs} epochs");
        if (result.TwoMean >= result.Test)
        {
            Terminal.Say("two means of the past do as well on the test split: a graph network is not needed here");
        }
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";
}
