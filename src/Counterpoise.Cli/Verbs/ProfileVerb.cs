using System.CommandLine;
using Counterpoise.Cli.TableTasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise profile</c>: how bad the imbalance is, what to do, and what not to do.</summary>
internal sealed class ProfileVerb : IVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("data") { Description = "A table." };
        var command = new Command("profile", "How bad the imbalance is, what to do, and what not to do.") { input };
        TableProfiling.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(input)!;
            return TableInputs.IsTable(path)
                ? Task.Run(() => TableProfiling.Run(parsed, path, cancellationToken), cancellationToken)
                : throw new InputException($"'{path}' is not a table that can be read; a table ends in {string.Join(", ", TableInputs.Extensions)}");
        });
        return command;
    }
}
