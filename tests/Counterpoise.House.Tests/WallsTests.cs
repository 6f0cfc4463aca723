using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Counterpoise.Tests.House;

/// <summary>Who may know whom, and that no two folders of a room know each other both ways.</summary>
public partial class WallsTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Counterpoise"] = [],
        ["Counterpoise.Data"] = ["Counterpoise"],
        ["Counterpoise.Boosting"] = ["Counterpoise"],
        ["Counterpoise.Torch"] = [],
        ["Counterpoise.Learning"] = ["Counterpoise", "Counterpoise.Torch"],
        ["Counterpoise.Vision"] = ["Counterpoise", "Counterpoise.Torch", "Counterpoise.Learning"],
        ["Counterpoise.Reports"] = ["Counterpoise"],
        ["Counterpoise.Cli"] = ["Counterpoise", "Counterpoise.Data", "Counterpoise.Boosting", "Counterpoise.Torch", "Counterpoise.Learning", "Counterpoise.Vision", "Counterpoise.Reports"],
    };

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_whom_it_may(string room)
    {
        Assert.True(MayKnow.TryGetValue(room, out var allowed), $"{room} is a new room: say in this test whom it may know");
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, $"{room}.csproj"));
        var known = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(known.Except(allowed!));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_circle_between_the_folders_of_a_room(string room)
    {
        var folders = new Dictionary<string, HashSet<string>>();
        foreach (var file in SourceFiles(room))
        {
            var text = File.ReadAllText(file);
            var own = Namespace().Match(text).Groups[1].Value;
            var uses = folders.TryGetValue(own, out var set) ? set : folders[own] = [];
            uses.UnionWith(Using().Matches(text).Select(m => m.Groups[1].Value).Where(n => n != own));
        }

        foreach (var start in folders.Keys)
        {
            Assert.False(Reaches(folders, start, start, []), $"{start} reaches itself through {string.Join(", ", folders[start].Where(n => Reaches(folders, n, start, [])))}");
        }
    }

    [Fact]
    public void Files_stay_small()
    {
        var lengths = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).SelectMany(d => SourceFiles(Path.GetFileName(d))).Select(f => (File: f, Lines: File.ReadLines(f).Count())).ToList();
        Assert.Empty(lengths.Where(f => f.Lines > 400));
        Assert.InRange(lengths.Select(f => f.Lines).Order().ElementAt(lengths.Count / 2), 1, 110);
    }

    [Fact]
    public void Every_room_has_its_tests() =>
        Assert.Empty(Rooms.Select(r => r.Data).Where(room => !Directory.Exists(Path.Combine(Repository.Root, "tests", $"{room}.Tests"))));

    private static IEnumerable<string> SourceFiles(string room) => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", room), "*.cs", SearchOption.AllDirectories);

    private static bool Reaches(Dictionary<string, HashSet<string>> graph, string from, string target, HashSet<string> seen) =>
        graph.TryGetValue(from, out var next) && next.Any(n => n == target || (seen.Add(n) && Reaches(graph, n, target, seen)));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(Counterpoise[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
