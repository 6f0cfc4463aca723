using Counterpoise.Bench.Faults;

namespace Counterpoise.Tests.Cli;

/// <summary>The short form of <c>./run bench faults</c>, with the same damage and the same moments each time.</summary>
public sealed class FaultHarnessTests : IDisposable
{
    private const int Damaged = 250;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_files_of_every_reader_are_read_or_refused_in_words()
    {
        var fuzz = new ReaderFuzz(_folder.Path, line =>
        {
            var run = CommandRun.Of(line);
            return new CommandResult(run.ExitCode, run.Error);
        });
        Assert.InRange(fuzz.Kinds.Count(), 20, 100);
        var (read, refused, faults) = fuzz.Run(seed: 1, i => i < Damaged);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        // Both happen, or the damage would miss what is checked or nothing would be.
        Assert.InRange(refused, Damaged / 5, Damaged * 9 / 10);
        Assert.Equal(Damaged, read + refused);
    }

    [Fact]
    public void Commands_that_are_killed_at_random_moments_leave_what_they_leave_alone()
    {
        var trials = new KillTrials(ProgramRun.Program, Directory.CreateDirectory(_folder.File("kills")).FullName,
            TinyImages.Write(_folder.File("images")), TinyImages.Training);
        foreach (var kind in trials.Kinds)
        {
            var (killed, fault) = trials.Run(kind, seed: 2, kills: 1);
            Assert.True(fault is null, fault);
            Assert.True(killed == 1, kind);
        }
    }
}
