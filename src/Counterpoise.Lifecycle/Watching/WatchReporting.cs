using System.Globalization;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Reports.Watching;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>Words what was seen of a stream for its report.</summary>
internal static class WatchReporting
{
    public static void Write(WatchOptions options, WatchResult result, string path) => WatchReport.Write(Summarise(options, result), path);

    public static WatchSummary Summarise(WatchOptions options, WatchResult result)
    {
        string[] classes = [result.Minority, .. result.ReferenceRecall.Keys.Where(c => c != result.Minority)];
        return new WatchSummary
        {
            Title = "A watched stream",
            Origin = $"{(options.Stream == "-" ? "standard input" : Path.GetFileName(options.Stream))} beside "
                + $"{Path.GetFileName(options.Reference)}: {result.Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows in windows "
                + $"of {options.Window}",
            Headline = Headline(result),
            Sentences = [.. Sentences(options, result)],
            ClassNames = classes,
            ReferenceRecall = [.. classes.Select(c => result.ReferenceRecall[c])],
            Points = [.. result.Windows.SelectMany(w => w.Classes.Select(c => Point(w, c)))],
            Alarms = [.. result.Alarms.Select(a => new WatchAlarmRow(a.Window, a.Row, a.Detector, a.Subject,
                a.Level == DriftLevel.Drift ? "drift" : "warning", a.Text))],
        };
    }

    public static string Headline(WatchResult result)
    {
        var drifts = result.Alarms.Where(a => a.Level == DriftLevel.Drift).ToList();
        var recall = $"recall({result.Minority})";
        return result.Windows.Count == 0 ? "No window is complete: nothing was tested."
            + (result.BadRows > 0 ? $" {LeftOut(result)}" : "")
            : drifts.FirstOrDefault(a => a.Subject == recall) is { } lost
                ? $"{result.Minority} is missed more often since window {lost.Window}."
            : drifts.Count > 0 ? $"The rows are not those of the reference since window {drifts[0].Window}: {drifts[0].Subject} "
                + $"({drifts[0].Detector})."
            : $"No drift in {result.Windows.Count} windows.";
    }

    private static IEnumerable<string> Sentences(WatchOptions options, WatchResult result)
    {
        var level = options.Alpha;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Without drift the chance of any alarm of the windows' detectors is {level.Total:0.##} over {level.Windows} windows; those "
            + $"of errors and recall are not part of it.");
        yield return result.Labelled == 0
            ? "No class is known yet: what is expected rests on calibrated probabilities, and a change of the classes themselves cannot "
                + "be seen."
            : string.Create(CultureInfo.InvariantCulture, $"The class of {result.Labelled} of {result.Rows} rows is known.");
        if (result.BadRows > 0 && result.Windows.Count > 0)
            yield return LeftOut(result);
        if (result.Windows.Any(w => !w.EstimateUsable))
            yield return $"In {result.Windows.Count(w => !w.EstimateUsable)} windows a condition of the estimate without labels was "
                + $"found broken.";
    }

    private static string LeftOut(WatchResult result) => $"{result.BadRows} rows could not be read and were left out.";

    private static WatchPoint Point(WatchedWindow window, WatchedClass c) => new()
    {
        Window = window.Number,
        Class = c.Name,
        PredictedShare = c.Predicted / (double)window.Rows,
        Known = c.Known,
        Recall = c.Recall,
        Expected = c.ExpectedRecall,
        ExpectedLower = c.ExpectedLower,
        ExpectedUpper = c.ExpectedUpper,
    };
}
