using System.Reflection;
using NetArchTest.Rules;

namespace Counterpoise.Tests.House;

/// <summary>Who may know whom, and that no two folders of a room know each other both ways: what the compiled assemblies say.</summary>
public class WallsTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Counterpoise"] = [],
        ["Counterpoise.Data"] = ["Counterpoise"],
        ["Counterpoise.Boosting"] = ["Counterpoise"],
        ["Counterpoise.MLNet"] = ["Counterpoise"],
        ["Counterpoise.Torch"] = [],
        ["Counterpoise.Learning"] = ["Counterpoise", "Counterpoise.Torch"],
        ["Counterpoise.Vision"] = ["Counterpoise", "Counterpoise.Torch", "Counterpoise.Learning"],
        ["Counterpoise.Federated"] = ["Counterpoise", "Counterpoise.Torch", "Counterpoise.Learning"],
        ["Counterpoise.Deploy"] = ["Counterpoise"],
        ["Counterpoise.Graph"] = ["Counterpoise", "Counterpoise.Data", "Counterpoise.Torch", "Counterpoise.Learning"],
        ["Counterpoise.Reports"] = ["Counterpoise"],
        ["Counterpoise.Lifecycle"] = ["Counterpoise", "Counterpoise.Data", "Counterpoise.Boosting", "Counterpoise.Torch",
            "Counterpoise.Learning", "Counterpoise.Vision", "Counterpoise.Reports", "Counterpoise.Workflows"],
        ["Counterpoise.Workflows"] = ["Counterpoise", "Counterpoise.Data", "Counterpoise.Boosting", "Counterpoise.Torch",
            "Counterpoise.Learning", "Counterpoise.Vision", "Counterpoise.Tabular", "Counterpoise.Federated", "Counterpoise.Graph",
            "Counterpoise.Reports", "Counterpoise.Deploy"],
        ["Counterpoise.Cli"] = ["Counterpoise", "Counterpoise.Data", "Counterpoise.Boosting", "Counterpoise.Torch",
            "Counterpoise.Learning", "Counterpoise.Vision", "Counterpoise.Tabular", "Counterpoise.Federated", "Counterpoise.Graph",
            "Counterpoise.Reports", "Counterpoise.Deploy", "Counterpoise.Serving", "Counterpoise.Workflows", "Counterpoise.Lifecycle"],
        ["Counterpoise.Serving"] = ["Counterpoise", "Counterpoise.Torch", "Counterpoise.Learning", "Counterpoise.Vision",
            "Counterpoise.Workflows", "Counterpoise.Lifecycle"],
        ["Counterpoise.Tabular"] = ["Counterpoise", "Counterpoise.Torch", "Counterpoise.Learning"],
    };

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_whom_it_may(string room)
    {
        Assert.True(MayKnow.TryGetValue(room, out var allowed), $"{room} is a new room: say in this test whom it may know");
        var others = MayKnow.Keys.Where(other => other != room).ToDictionary(other => other, Namespaces);
        string[] open = [.. others.Where(o => allowed!.Contains(o.Key)).SelectMany(o => o.Value), .. Namespaces(room)];
        string[] closed = [.. others.Where(o => !allowed!.Contains(o.Key)).SelectMany(o => o.Value).Except(open)];

        var result = Types.InAssembly(Compiled(room)).ShouldNot().HaveDependencyOnAny(closed).GetResult();

        Assert.Empty(result.FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}"));
        Assert.Empty(Compiled(room).GetReferencedAssemblies().Select(known => known.Name!).Where(MayKnow.ContainsKey).Except(allowed!));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_circle_between_the_namespaces_of_a_room(string room) => Assert.Empty(Circles(room, FolderGraph.OfNamespaces(room)));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_circle_between_the_folders_of_a_room(string room) => Assert.Empty(Circles(room, FolderGraph.OfFiles(room)));

    [Fact]
    public void Files_stay_small()
    {
        var lengths = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).SelectMany(d => SourceFiles(Path.GetFileName(d)))
            .Select(f => (File: f, Lines: File.ReadLines(f).Count())).ToList();
        Assert.Empty(lengths.Where(f => f.Lines > 400));
        Assert.InRange(lengths.Select(f => f.Lines).Order().ElementAt(lengths.Count / 2), 1, 110);
    }

    /// <summary>
    /// A folder holds one idea; one of more than about thirty files holds several, and who looks for one of them reads past the others:
    /// part it by idea into folders whose names a practitioner knows (the namespace may stay, as in Resampling).
    /// </summary>
    [Fact]
    public void No_folder_of_the_sources_holds_more_than_33_files()
    {
        var folders = Rooms.SelectMany(room => SourceFiles(room.Data)).GroupBy(file => Path.GetDirectoryName(file)!).ToList();
        Assert.NotEmpty(folders);
        Assert.Empty(folders.Where(folder => folder.Count() > 33)
            .Select(folder => $"{Path.GetRelativePath(Repository.Root, folder.Key)} holds {folder.Count()} files"));
    }

    /// <summary>
    /// The parts of a message live in interpolated strings alone: a plain string joined to one makes a text of the whole, and a path is
    /// shown in full, or an option by its name in the library.
    /// </summary>
    [Fact]
    public void No_part_of_a_message_is_lost_to_a_plain_string_behind_it()
    {
        var lost = new List<string>();
        foreach (var file in Rooms.SelectMany(room => SourceFiles(room.Data)))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 1; i < lines.Length; i++)
            {
                var first = i - 1;
                while (first > 0 && lines[first].TrimStart().StartsWith("+ ", StringComparison.Ordinal))
                {
                    first--;
                }

                if (lines[i].TrimStart().StartsWith("+ \"", StringComparison.Ordinal)
                    && lines[first..i].Any(l => l.Contains("Part(", StringComparison.Ordinal)
                    && l.Contains("{new ", StringComparison.Ordinal)))
                {
                    lost.Add($"{Path.GetRelativePath(Repository.Root, file)}:{i + 1}");
                }
            }
        }

        Assert.Empty(lost);
    }

    [Fact]
    public void No_line_is_longer_than_140_characters() => Assert.Empty(
        from folder in (string[])["src", "tests", "bench", "samples"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".js" or ".css" or ".html" && !file.Split(Path.DirectorySeparatorChar).Contains("obj")
        from line in File.ReadLines(file).Index()
        where line.Item.Length > 140
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1} has {line.Item.Length} characters");

    [Fact]
    public void Every_oracle_has_the_script_that_computes_it()
    {
        var folder = Path.Combine(Repository.Root, "oracles");
        var specification = File.ReadAllText(Path.Combine(folder, "specification.py"));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(name =>
            !File.Exists(Path.Combine(folder, name + ".py")) && !specification.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_room_has_its_tests() =>
        Assert.Empty(Rooms.Select(r => r.Data).Where(room => !Directory.Exists(Path.Combine(Repository.Root, "tests", $"{room}.Tests"))));

    private static string[] Circles(string room, FolderGraph graph)
    {
        Types.InAssembly(Compiled(room)).Should().MeetCustomRule(graph).GetResult();
        return [.. graph.Folders.Select(folder => string.Join("; ", graph.Circle(folder))).Where(circle => circle.Length > 0)];
    }

    private static IEnumerable<string> SourceFiles(string room) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", room), "*.cs", SearchOption.AllDirectories);

    private static Assembly Compiled(string room) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{room}.dll"));

    /// <summary>The namespaces that a room alone may hold; what generators and TorchSharp's short names put in counts as its own.</summary>
    private static string[] Namespaces(string room) => [.. Compiled(room).GetTypes().Select(type => type.Namespace).OfType<string>()
        .Where(name => name.StartsWith("Counterpoise", StringComparison.Ordinal)).Distinct()];
}
