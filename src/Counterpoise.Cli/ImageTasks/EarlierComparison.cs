using System.Globalization;
using System.Text.RegularExpressions;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Completes a comparison of images that was written before it held fixed counterparts, the metric that chose the epoch and the contrastive batch: all three stand in its words.</summary>
internal static partial class EarlierComparison
{
    private const string EarlierTitle = "Methods compared";

    /// <summary>Fills in what is missing; what is there stays.</summary>
    public static Comparison Complete(Comparison comparison)
    {
        var methods = comparison.Methods.Select(m => Method.Find(m.Name)).OfType<Method>().ToArray();
        if (comparison.Pairing != Pairing.Runs || methods.Length < comparison.Methods.Count || comparison.SelectionMetric is not null)
        {
            return comparison;
        }

        var notes = string.Join(' ', comparison.ProtocolNotes);
        var batch = Batch().Match(notes) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : (int?)null;
        return comparison with
        {
            Title = comparison.Title == EarlierTitle ? ImageComparison.TitleOf(comparison.Candidate ?? comparison.Methods[^1].Name, comparison.BaselineName, NameOf(comparison)) : comparison.Title,
            DataDescription = NameOf(comparison) + Description().Match(comparison.DataDescription).Groups[2].Value,
            Methods = [.. comparison.Methods.Select((m, i) => m with { FixedCounterpart = m.FixedCounterpart ?? ComparedMethods.FixedCounterpart(methods[i], methods) })],
            SelectionMetric = Selection().Match(notes) is { Success: true } chosen ? chosen.Groups[1].Value : null,
            ContrastiveBatch = comparison.ContrastiveBatch ?? (batch is { } size && !notes.Contains("Options of the methods", StringComparison.Ordinal) ? ComparedMethods.ContrastiveBatch(methods, new TrainerOptions { BatchSize = size }) : null),
        };
    }

    /// <summary>The data's name as it is shown: a file that lists the images goes by its folder.</summary>
    private static string NameOf(Comparison comparison)
    {
        var name = Description().Match(comparison.DataDescription).Groups[1].Value;
        var path = comparison.CommandLine.Split(' ').FirstOrDefault(word => Path.GetFileNameWithoutExtension(word) == name);
        return path is null ? name : DataName.Of(path, name);
    }

    [GeneratedRegex("^([^:]*)(.*)$", RegexOptions.Singleline)]
    private static partial Regex Description();

    [GeneratedRegex("chosen by ([a-z0-9_]+) on the validation part")]
    private static partial Regex Selection();

    [GeneratedRegex(", batch ([0-9]+),")]
    private static partial Regex Batch();
}
