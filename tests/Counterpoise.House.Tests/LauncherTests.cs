namespace Counterpoise.Tests.House;

/// <summary>The closing line of the test runner, which continuous integration reads.</summary>
public class LauncherTests
{
    [Theory]
    [InlineData("Total: 5, Errors: 0, Failed: 0, Skipped: 1, Not Run: 0", 0, "4 passed, 0 failed", 0)]
    [InlineData("Total: 5, Errors: 0, Failed: 2, Skipped: 0, Not Run: 0", 1, "3 passed, 2 failed", 1)]
    [InlineData("Total: 5, Errors: 1, Failed: 0, Skipped: 0, Not Run: 0", 0, "4 passed, 1 failed", 1)]
    [InlineData("Total: 5, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0", 139, "5 passed, 1 failed", 1)]
    [InlineData("Segmentation fault", 139, "0 passed, 1 failed", 1)]
    public void The_last_line_counts_and_the_exit_code_follows(string summary, int status, string last, int exitCode)
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write("Some.Tests", $"#!/bin/sh\necho '   Some.Tests  {summary}, Time: 0.1s'\nexit {status}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = Run(program);
        Assert.Equal(last, run.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public void No_test_at_all_is_a_failure()
    {
        var run = Run("/nonexistent/*.Tests");
        Assert.EndsWith("0 passed, 1 failed\n", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    private static ProgramRun Run(string programs) =>
        ProgramRun.Of(Path.Combine(Repository.Root, "build", "run-tests.sh"), [], environment: new Dictionary<string,
            string> { ["COUNTERPOISE_TEST_PROGRAMS"] = programs });
}
