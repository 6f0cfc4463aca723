using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.TableTasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise profile</c>: how bad the imbalance is, what to do, and what not to do.</summary>
internal sealed class ProfileVerb : IVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("data") { Description = "A table, or images as for train." };
        var command = new Command("profile", "How bad the imbalance is, what to do, and what not to do.") { input };
        TableProfiling.AddTo(command);
        ImageProfiling.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(input)!;
            return Task.Run(
                () => ImageDataOptions.AreImages(path, parsed) ? ImageProfiling.Run(parsed, path, cancellationToken)
                    : TableInputs.IsTable(path) ? TableProfiling.Run(parsed, path, cancellationToken)
                    : throw new InputException($"'{path}' is neither images nor a table: expected a folder of class folders, a .tar of them, binary CIFAR, a table of images, or a table that ends in {string.Join(", ", TableInputs.Extensions)}"),
                cancellationToken);
        });
        return command;
    }
}
