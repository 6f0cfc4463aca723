using System.Text;
using System.Text.RegularExpressions;

namespace Counterpoise.Tests.House;

/// <summary>The C# in README and docs is compiled against the built assemblies; blocks fenced as <c>csharp run</c> are run.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void Every_example_compiles_and_the_runnable_ones_run()
    {
        var snippets = Snippets().ToList();
        Assert.NotEmpty(snippets);
        using var folder = new TemporaryFolder();
        folder.Write("Snippets.csproj", Project());
        for (var i = 0; i < snippets.Count; i++)
        {
            folder.Write($"Snippet{i}.cs", Source(i, snippets[i]));
        }

        folder.Write("Program.cs", Program(snippets));
        var build = ProgramRun.Of("dotnet", ["build", folder.File("Snippets.csproj"), "-c", "Release", "-v", "quiet", "--nologo", "-o",
            folder.File("out")], folder.Path);
        Assert.True(build.ExitCode == 0, Blame(build.Output, snippets));

        Directory.CreateDirectory(folder.File("work"));
        var run = ProgramRun.Of("dotnet", [folder.File("out/Snippets.dll")], folder.File("work"), new Dictionary<string,
            string> { ["COUNTERPOISE_SHARED_DATA"] = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data")) });
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(snippets.Count(s => s.Run), run.Output.Split('\n').Count(l => l.StartsWith("ran ", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Origin, bool Run, string Code)> Snippets()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories))
            .Append(Path.Combine(Repository.Root, "README.md")).Where(File.Exists).Order(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (Match match in Fence().Matches(File.ReadAllText(page)))
            {
                yield return (Path.GetRelativePath(Repository.Root, page), match.Groups[1].Value.Trim() == "run", match.Groups[2].Value);
            }
        }
    }

    private static string Project()
    {
        var references = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(f => !Path.GetFileName(f).StartsWith("xunit", StringComparison.Ordinal)
            && !Path.GetFileName(f).Contains("Testing", StringComparison.Ordinal)
            && Path.GetFileName(f) is not "Counterpoise.House.Tests.dll")
            .Select(f => $"    <Reference Include=\"{f}\" />");
        var natives = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.so", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.so.*", SearchOption.AllDirectories))
            .Select(f => $"    <None Include=\"{f}\" CopyToOutputDirectory=\"PreserveNewest\" Link=\"{Path.GetFileName(f)}\" />");
        var register = Path.Combine(Repository.Root, "src", "Counterpoise.Torch", "build", "RegisterLibTorch.cs");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <EnableDefaultCompileItems>true</EnableDefaultCompileItems>
                <InvariantGlobalization>true</InvariantGlobalization>
                <CreateSymbolicLinksForCopyAdditionalFilesIfPossible>true</CreateSymbolicLinksForCopyAdditionalFilesIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{register}" Link="RegisterLibTorch.cs" />
            {string.Join('\n', references.Concat(natives))}
              </ItemGroup>
            </Project>
            """;
    }

    private static string Source(int index, (string Origin, bool Run, string Code) snippet)
    {
        var usings = Using().Matches(snippet.Code).Select(m => m.Value.Trim());
        var body = Using().Replace(snippet.Code, "");
        return new StringBuilder().AppendJoin('\n', usings).Append(
            $"\n#pragma warning disable\ninternal static class Snippet{index}\n{{\n    public static async Task Run()\n    {{\n        "
            + $"await Task.CompletedTask;\n{body}\n    }}\n}}\n").ToString();
    }

    private static string Program(List<(string Origin, bool Run, string Code)> snippets)
    {
        var calls = snippets.Select((s, i) => s.Run ? $"await Snippet{i}.Run(); Console.WriteLine(\"\\nran {s.Origin}\");\n" : "");
        return string.Concat(calls);
    }

    private static string Blame(string output, List<(string Origin, bool Run, string Code)> snippets) =>
        SnippetName().Replace(output, m => $"{m.Value} [{snippets[int.Parse(m.Groups[1].Value)].Origin}]");

    [GeneratedRegex(@"^```csharp([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.= ]+;[ \t]*\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"Snippet(\d+)\.cs")]
    private static partial Regex SnippetName();
}
