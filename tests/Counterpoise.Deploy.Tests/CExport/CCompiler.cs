using System.Diagnostics;
using Counterpoise.Deploy.CExport;
using Counterpoise.Tests;

namespace Counterpoise.Deploy.Tests.CExport;

/// <summary>The C compiler that exported sources are tried with.</summary>
internal static class CCompiler
{
    public static readonly string[] Strict = ["-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-Wconversion", "-pedantic",
        "-ffp-contract=off"];

    /// <summary>Compiles the sources and runs their check.</summary>
    public static (int Status, string Output) Check(CSources sources, string name)
    {
        var compiler = Find("gcc");
        Assert.SkipUnless(compiler is not null, "needs gcc (Debian and Ubuntu: apt-get install gcc libc6-dev)");
        using var folder = new TemporaryFolder();
        sources.Write(folder.Path);
        var program = Path.Combine(folder.Path, "check");
        var (status, output) = Run(compiler!, [.. Strict, Path.Combine(folder.Path, $"{name}.c"),
            Path.Combine(folder.Path, $"{name}_test.c"), "-o", program, "-lm"]);
        return status != 0 ? (status, output) : Run(program, []);
    }

    /// <summary>A program on the search path; null where it is not there.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end.</summary>
    public static (int Status, string Output) Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true,
            RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
