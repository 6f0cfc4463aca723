using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows.Tables;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise compare</c>: methods side by side on the same splits, with a report.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("data") { Description =
            "Images as for train; or tables, folders of tables, or KEEL folders with their official folds.",
            Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string>("--out") { Description =
            "Folder of cells, comparison.json and report.html; finished cells in it are not computed again.",
            DefaultValueFactory = _ => Path.Combine("runs", "compare"), HelpName = "folder" };
        var command = new Command("compare", "Methods side by side on the same splits, with ranks, tests and a report.") { inputs, folder };
        TableComparisonArguments.AddTo(command);
        MethodArguments.AddTo(command, variants: true);
        RegressionArguments.AddTo(command, regressors: true);
        Option[] ofTables = [.. command.Options];
        ImageComparingArguments.AddTo(command, inputs);
        Option[] ofImages = [.. command.Options.Except(ofTables)];
        bool AreImages(ParseResult parsed) => parsed.GetValue(inputs) is [var images] && ImageDataArguments.AreImages(images, parsed);
        DryRun.Check(command, parsed =>
        {
            if (AreImages(parsed))
            {
                ImageComparingArguments.Check(parsed);
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var paths = parsed.GetValue(inputs)!;
            if (RegressionArguments.IsAsked(parsed))
            {
                IgnoredOptions.Refuse(parsed, TableComparisonArguments.OfClasses, "is for classes, and --task is regression");
                return Task.Run(() => RegressionArguments.Compare(parsed, paths,
                    TableComparisonArguments.Regression(parsed, parsed.GetValue(folder)!), cancellationToken), cancellationToken);
            }

            if (AreImages(parsed))
            {
                IgnoredOptions.Refuse(parsed, TableComparisonArguments.OfTablesAlone, $"is for tables, and '{paths[0]}' holds images");
                return ImageComparingArguments.RunAsync(parsed, paths[0], parsed.GetValue(folder)!, cancellationToken);
            }

            if (paths.FirstOrDefault(p => !Path.Exists(p)) is { } nothing)
                throw new InputException($"there is no file or folder '{nothing}'");
            IgnoredOptions.Refuse(parsed, ofImages, $"is for images, and '{paths[0]}' is not taken for images");
            return paths.FirstOrDefault(p => !TableInputs.AreTables(p)) is { } other
                ? throw new InputException(
                    $"'{other}' is neither images nor a table nor a folder of tables; images are compared one data set at a time")
                : Task.Run(() => TableComparisonArguments.Run(parsed, paths, parsed.GetValue(folder)!, cancellationToken),
                    cancellationToken);
        });
        return command;
    }
}
