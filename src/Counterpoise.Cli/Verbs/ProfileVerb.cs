using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows.Tables;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise profile</c>: how bad the imbalance is, what to do, and what not to do.</summary>
internal static class ProfileVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("data") { Description = "A table, or images as for train." };
        var command = new Command("profile", "How bad the imbalance is, what to do, and what not to do.") { input };
        TableProfileOutput.AddTo(command);
        RegressionArguments.AddTo(command);
        Option[] ofTables = [.. command.Options];
        ImageProfileOutput.AddTo(command);
        Option[] ofImages = [.. command.Options.Except(ofTables)];
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(input)!;
            return Task.Run(
                () =>
                {
                    if (RegressionArguments.IsAsked(parsed))
                    {
                        IgnoredOptions.Refuse(parsed, [TableArguments.Advisor, TableOptions.PositiveWhen],
                            "is for classes, and --task is regression");
                        return RegressionArguments.Profile(parsed, path, cancellationToken);
                    }

                    if (ImageDataArguments.AreImages(path, parsed))
                    {
                        IgnoredOptions.Refuse(parsed, ofTables, $"is for tables, and '{path}' holds images");
                        return ImageProfileOutput.Run(parsed, path, cancellationToken);
                    }

                    if (!Path.Exists(path))
                        throw new InputException($"there is no file or folder '{path}'");
                    if (TableInputs.IsTable(path))
                    {
                        IgnoredOptions.Refuse(parsed, ofImages, $"is for images, and '{path}' is a table");
                        return TableProfileOutput.Run(parsed, path, cancellationToken);
                    }

                    throw new InputException(
                        $"'{path}' is neither images nor a table: expected a folder of class folders, a .tar of them, binary CIFAR, a "
                        + $"table of images, or a table that ends in {string.Join(", ", TableInputs.Extensions)}");
                },
                cancellationToken);
        });
        return command;
    }
}
