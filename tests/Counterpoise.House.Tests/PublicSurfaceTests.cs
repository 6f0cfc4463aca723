using System.Reflection;
using PublicApiGenerator;

namespace Counterpoise.Tests.House;

/// <summary>The public surface is an approved text; COUNTERPOISE_APPROVE=1 writes it anew, and the diff is reviewed.</summary>
public class PublicSurfaceTests
{
    public static TheoryData<string> Libraries => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Select(d => Path.GetFileName(d)).Where(n => n != "Counterpoise.Cli").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_approved_one(string library)
    {
        var approved = Path.Combine(Repository.Root, "tests", "Counterpoise.House.Tests", "Approved", $"{library}.txt");
        var assembly = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{library}.dll"));
        var found = assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("COUNTERPOISE_APPROVE") == "1")
        {
            File.WriteAllText(approved, found);
        }

        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        var added = found.Split('\n').Except(expected.Split('\n'));
        var removed = expected.Split('\n').Except(found.Split('\n'));
        Assert.True(found == expected,
            $"{library} changed its public surface; review it and run the tests with "
            + $"COUNTERPOISE_APPROVE=1\n{string.Join('\n', added.Select(l => "+ " + l).Concat(removed.Select(l => "- " + l)).Take(40))}");
    }
}
