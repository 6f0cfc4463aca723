using System.IO.Compression;

namespace Counterpoise.Tests.House;

/// <summary>The packages hold what a user of a package expects, and a program outside the tree runs on them.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Packages_carry_readme_licence_documentation_and_symbols_and_a_program_outside_the_tree_runs_on_them()
    {
        foreach (var project in new[] { "Counterpoise", "Counterpoise.Torch" })
        {
            var pack = ProgramRun.Of("dotnet", ["pack", Path.Combine(Repository.Root, "src", project), "-c", "Release", "--no-build",
                "--nologo", "-v", "quiet", "-o", _folder.File("feed")]);
            Assert.True(pack.ExitCode == 0, pack.Output + pack.Error);
            CheckContents(project);
        }

        RunTheSample();
    }

    private void CheckContents(string project)
    {
        var package = Assert.Single(Directory.GetFiles(_folder.File("feed"), $"{project}.0.*.nupkg"));
        using var archive = ZipFile.OpenRead(package);
        var names = archive.Entries.Select(e => e.FullName).ToHashSet();
        Assert.Contains("README.md", names);
        Assert.Contains("icon.png", names);
        Assert.Contains($"lib/net10.0/{project}.dll", names);
        Assert.Contains($"lib/net10.0/{project}.xml", names);
        using var nuspec = new StreamReader(archive.Entries.Single(e => e.Name == $"{project}.nuspec").Open());
        Assert.Contains("<license type=\"expression\">MIT</license>", nuspec.ReadToEnd());
        Assert.Single(Directory.GetFiles(_folder.File("feed"), $"{project}.0.*.snupkg"));
    }

    private void RunTheSample()
    {
        var sample = Directory.CreateDirectory(_folder.File("sample")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "samples", "PackageConsumer")))
        {
            File.Copy(file, Path.Combine(sample, Path.GetFileName(file)));
        }

        var cached = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(sample, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder.File("packages")}" /></config>
              <packageSources>
                <clear />
                <add key="local" value="{_folder.File("feed")}" />
              </packageSources>
              <fallbackPackageFolders><add key="cached" value="{cached}" /></fallbackPackageFolders>
            </configuration>
            """);
        var run = ProgramRun.Of("dotnet", ["run", "--project", sample, "-c", "Release"], sample);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("libtorch", run.Output);
    }
}
