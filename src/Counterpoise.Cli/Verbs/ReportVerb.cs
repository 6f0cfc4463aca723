using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Reports;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise report runs/x</c>: writes the report of a run or a comparison again, as HTML or Markdown.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A run's folder, a comparison's folder, or a comparison.json." };
        var output = new Option<string?>("--out") { Description =
            "The file to write, .html or .md; report.html beside the source where left out.", HelpName = "file" };
        var command = new Command("report",
            "Write the report of a run or a comparison again: one HTML file, or a comparison as Markdown.") { source, output };
        command.SetAction(parsed =>
        {
            var file = Find(parsed.GetValue(source)!);
            var into = parsed.GetValue(output) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "report.html");
            OutputPath.RequireOther(into, [.. OutputPath.Within(Path.GetDirectoryName(Path.GetFullPath(file))!).Where(f => !IsReport(f)),
                file]);
            var title = Guarded(file, () => Write(file, into));
            if (parsed.GetValue(SharedOptions.Json))
            {
                Terminal.WriteJson(new { source = file, report = into, title });
            }
            else
            {
                Terminal.WriteData(into);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static string Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? path : throw new InputException($"there is no run or comparison '{path}'");
        }

        string[] candidates = [Path.Combine(path, "comparison.json"), Path.Combine(path, "summary.json")];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new InputException(File.Exists(Path.Combine(path, "config.json"))
                ? $"the run in '{path}' has no summary.json yet: it has not ended; go on with it by train --resume"
                : Directory.Exists(Path.Combine(path, "cells"))
                ? $"'{path}' has cells but no comparison.json yet: call compare on it again, which writes one before the first cell"
                : $"'{path}' holds neither comparison.json nor summary.json, so it is the folder of no comparison and no run");
    }

    /// <summary>What is valid JSON may still be damaged: counts that do not fit their classes, texts that are no text.</summary>
    private static string Guarded(string file, Func<string> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is InvalidOperationException or IndexOutOfRangeException or NullReferenceException
            or KeyNotFoundException or OverflowException)
        {
            throw new InputException(
                $"'{file}' is damaged, since its parts do not fit one another: take it from a copy, or make it anew by the command that "
                + $"wrote it");
        }
    }

    private static string Write(string file, string into)
    {
        if (Path.GetFileName(file).Equals("summary.json", StringComparison.Ordinal))
        {
            var run = RunSummary.Load(file);
            if (IsMarkdown(into))
            {
                throw new InputException(
                    $"'{into}' asks for Markdown, and '{file}' is the summary of one run: Markdown is written of comparisons; take a "
                    + $"name that ends in .html");
            }

            RunReport.Write(run, into);
            return run.Title;
        }

        var comparison = Comparison.Load(file);
        var planned = comparison.Scenarios.Count * comparison.Methods.Count * comparison.Seeds.Count;
        if (comparison.Pairing == Pairing.Runs && comparison.Cells.Count < planned)
        {
            Terminal.Say($"unfinished: {comparison.Cells.Count} of {planned} cells; where compare has been stopped, the same command "
                + $"goes on");
        }

        if (IsMarkdown(into))
        {
            ComparisonMarkdown.Write(comparison, into);
        }
        else
        {
            ComparisonReport.Write(comparison, into);
        }

        return comparison.Title;
    }

    /// <summary>Reports are written again, and stand beside their source.</summary>
    private static bool IsReport(string path) => Path.GetExtension(path).ToUpperInvariant() is ".HTML" or ".MD";

    private static bool IsMarkdown(string path) => Path.GetExtension(path).Equals(".md", StringComparison.OrdinalIgnoreCase);
}
