using System.Diagnostics;

namespace Counterpoise.Tests.Cli;

public sealed class CompletionVerbTests
{
    [Theory]
    [InlineData("exp", 3, "export")]
    [InlineData("export m --p", 12, "--prior")]
    [InlineData("export m --to ", 14, "onnx-int8")]
    [InlineData("completion ", 11, "powershell")]
    public void The_program_says_what_can_stand_at_the_cursor(string line, int at, string word)
    {
        var run = CommandRun.Of($"[suggest:{at}]", line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(word, run.Output.Split('\n').Select(l => l.Trim()));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("powershell")]
    public void Every_shell_gets_a_script_that_asks_the_program(string shell)
    {
        var run = CommandRun.Of("completion", shell);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[suggest:$", run.Output);
        Assert.Equal(2, CommandRun.Of("completion", "fish").ExitCode);
    }

    [Fact]
    public async Task Bash_fills_in_what_the_program_suggests()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        // A stand-in for the program writes down what it was asked.
        const string Setup = """
            counterpoise() { printf '%s|%s\n' "$1" "$2" >&2; printf 'export\nexplain\nevaluate\n'; }
            """;
        const string Ask = """
            COMP_LINE='counterpoise ex' COMP_POINT=15 COMP_WORDS=(counterpoise ex) COMP_CWORD=1
            _counterpoise; echo "${COMPREPLY[@]}"
            """;
        var script = CommandRun.Of("completion", "bash").Output.Replace("2>/dev/null", "", StringComparison.Ordinal);
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"{Setup}\n{script}\n{Ask}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var filled = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("export explain", filled.Trim().ReplaceLineEndings(" "));
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("[suggest:2]|ex", await error);
    }
}
