using System.CommandLine;
using System.Runtime.InteropServices;
using Counterpoise.Cli.Output;
using Counterpoise.Numerics;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise info</c>: versions, devices, threads and native libraries, for a bug report or a run's record.</summary>
internal static class InfoVerb
{
    public static Command Create()
    {
        var command = new Command("info", "Versions, devices, threads and native libraries.");
        command.SetAction(parsed =>
        {
            var facts = Facts();
            if (parsed.GetValue(SharedOptions.Json))
            {
                Terminal.WriteJson(facts);
            }
            else
            {
                Terminal.WriteTable("counterpoise", ["what", "value"], facts.Select(fact => new[] { fact.Key, fact.Value }));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Dictionary<string, string> Facts() => new(
    [
        .. Platform(),
        .. NativeLibraries.Facts(),
    ]);

    private static Dictionary<string, string> Platform() => new()
    {
        ["counterpoise"] = ProgramVersion.Text,
        [".NET"] = Environment.Version.ToString(),
        ["system"] = $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        ["processors"] = Environment.ProcessorCount.ToString(),
        ["vector width"] = VectorPath.Description,
    };
}
