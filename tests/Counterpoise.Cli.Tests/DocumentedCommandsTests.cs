using System.Text;
using System.Text.RegularExpressions;
using Counterpoise.Cli;
using Counterpoise.Cli.Output;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Workflows.Graphs;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Tests.Cli;

/// <summary>Every command in README and docs is one that the command line takes: verbs, options, values and names of methods.</summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly string Benchmarks = File.ReadAllText(
        Path.Combine(Repository.Root, "bench", "Counterpoise.Bench", "Program.cs"));

    static DocumentedCommandsTests() => TableSamplers.Register();

    public static TheoryData<string, string> Commands => [.. Pages.SelectMany(page => Written(File.ReadAllText(page))
        .Select(command => (Path.GetRelativePath(Repository.Root, page), command))).Distinct()];

    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md",
        SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "README.md")).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_of_the_documentation_is_taken(string page, string command)
    {
        Assert.NotEmpty(page);
        var words = Words(command);
        if (words is ["bench", var name, ..])
        {
            Assert.Contains($"[\"{name}\"", Benchmarks);
            return;
        }

        var parsed = Counterpoise.Cli.CommandLine.Parse(Counterpoise.Cli.CommandLine.CreateRoot(), words);
        ParseFaults.RequireOnce(parsed);
        ParseFaults.RequireKnownOptions(parsed, words);
        if (!words.Contains("--config") && !words.Contains("--resume"))
        {
            // What the line leaves out, the run's own file holds.
            Assert.Empty(parsed.Errors.Select(fault => fault.Message));
        }

        if (words[0] is "compare" or "train" && !words.Contains("--task")
            && words.SkipWhile(w => w is not ("--methods" or "--method")).Skip(1).ToArray() is { Length: > 0 } given)
        {
            if (given[0].Split('/')[0] == NodeMethods.Default)
            {
                Assert.NotNull(NodeMethods.Parse(given[0], new NodeOptions()));
                return;
            }

            Assert.NotNull(MethodArguments.VariantsIn(parsed, given.TakeWhile(w => !w.StartsWith('-')).SelectMany(w => w.Split(','))));
        }
    }

    [Fact]
    public void The_documentation_holds_commands_of_most_verbs() => Assert.InRange(
        Commands.Select(row => Words(row.Data.Item2)[0]).Distinct().Count(), 25, 40);

    /// <summary>Commands in blocks, with what a back-slash joins to them, and in running text.</summary>
    private static IEnumerable<string> Written(string text)
    {
        foreach (Match match in Block().Matches(text.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            yield return match.Groups[1].Value.Trim();
        }

        foreach (Match match in Inline().Matches(text))
        {
            yield return match.Groups[1].Value.Trim();
        }
    }

    /// <summary>The words behind the program's name, as a shell gives them.</summary>
    private static string[] Words(string command)
    {
        var (words, word, quote, begun) = (new List<string>(), new StringBuilder(), '\0', false);
        foreach (var letter in command)
        {
            if (quote == '\0' && letter == '#' && !begun)
            {
                break;
            }

            if (quote == '\0' && letter is '"' or '\'' && (quote == '\0' || quote == letter))
            {
                (quote, begun) = (quote == letter ? '\0' : letter, true);
            }
            else if (quote == letter && quote != '\0')
            {
                quote = '\0';
            }
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (begun)
                {
                    words.Add(word.ToString());
                }

                (_, begun) = (word.Clear(), false);
            }
            else
            {
                (_, begun) = (word.Append(letter), true);
            }
        }

        return begun ? [.. words, word.ToString()] : [.. words];
    }

    /// <summary>A line of a block, indented or fenced; what stands before a pipe and values of the environment are left out.</summary>
    [GeneratedRegex(@"^(?: {4,}|\$ )?(?:[A-Z_]+=\S+ )?(?:\w+ \| )?(?:counterpoise|\./run) ((?!test|pack|demo\b)[a-z][^\n…|>]*)$",
        RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`(?:counterpoise|\./run) ((?!test|pack|demo\b)[a-z-]+ [^`…\n]*)`")]
    private static partial Regex Inline();
}
