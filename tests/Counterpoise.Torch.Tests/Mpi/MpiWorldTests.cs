using Counterpoise.Tests.Distributed;

namespace Counterpoise.Tests.Torch.Mpi;

public class MpiWorldTests(MemoryRanks memory) : IClassFixture<MemoryRanks>
{
    public static TheoryData<int> Sizes => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_rank_knows_its_place_and_its_share_of_the_processors(int size)
    {
        foreach (var (found, rank) in memory.Of(size).Select((r, i) => (r, i)))
        {
            Assert.Equal([rank, size, rank, size], found.Numbers["place"]);
            Assert.Equal([Math.Max(1, Environment.ProcessorCount / size)], found.Numbers["processors"]);
            Assert.StartsWith("Open MPI v", found.Texts["version"]);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Numbers_are_summed_up_and_compared_over_all_ranks(int size)
    {
        var (last, pairs) = (size - 1, size * (size - 1) / 2);
        Assert.All(memory.Of(size), rank =>
        {
            Assert.Equal([1.5 * size * (size + 1) / 2, -pairs], rank.Numbers["float sum"]);
            Assert.Equal([pairs, -pairs, 7.25 * size], rank.Numbers["double Sum"]);
            Assert.Equal([last, 0, 7.25], rank.Numbers["double Max"]);
            Assert.Equal([0, -last, 7.25], rank.Numbers["double Min"]);
            Assert.Equal($"{(size * (long.MaxValue / 4)) - pairs} {pairs}", rank.Texts["int64 Sum"]);
            Assert.Equal($"{long.MaxValue / 4} {last}", rank.Texts["int64 Max"]);
            Assert.Equal($"{(long.MaxValue / 4) - last} 0", rank.Texts["int64 Min"]);
        });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_long_sum_has_the_same_bits_on_all_ranks_and_in_another_run(int size)
    {
        var first = memory.Of(size)[0].Numbers["many"];
        Assert.All(memory.Of(size).Concat(memory.Of(size, again: " again")), rank => Assert.Equal(first, rank.Numbers["many"]));
        Assert.Equal(Enumerable.Range(0, size).Sum(rank => Math.Sin(rank)), first[0], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Bytes_are_broadcast_and_elements_gathered_in_the_order_of_the_ranks(int size) => Assert.All(memory.Of(size), rank =>
    {
        Assert.Equal([1, 2, 255], rank.Numbers["broadcast"]);
        Assert.Equal(Enumerable.Range(0, size).SelectMany(r => new double[] { r, 10 * r }), rank.Numbers["gathered"]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_cannot_be_is_refused_before_MPI_sees_it(int size) => Assert.All(memory.Of(size), rank =>
    {
        Assert.Contains($"a rank in [0, {size})", rank.Texts["no such root"]);
        Assert.Contains($"to go into {2 * size} elements; found 1", rank.Texts["wrong length"]);
        Assert.Contains("bytes are copied", rank.Texts["sum of bytes"]);
        Assert.Contains("initialised in this process before", rank.Texts["joined again"]);
    });

    [Fact]
    public void A_process_that_asks_for_MPI_without_a_launcher_is_a_world_of_one()
    {
        _ = Mpirun.Program;
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of(Mpirun.Worker, ["memory", folder.Path]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal([0.0, 1, 0, 1], Results.Load(folder.File("rank0.json")).Numbers["place"]);
    }

    [Fact]
    public void A_launcher_of_another_kind_than_the_library_is_told()
    {
        _ = Mpirun.Program;
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of(Mpirun.Worker, ["memory", folder.Path], environment: new Dictionary<string,
            string> { ["PMI_SIZE"] = "2", ["PMI_RANK"] = "1" });
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("PMI_SIZE=2 says that 2 processes were started", run.Error);
        Assert.Contains("sees 1: launcher and library are of different kinds", run.Error);
    }

    [Fact]
    public void Without_MPI_it_is_said_what_to_install()
    {
        var run = WithLibrary("/no/such/libmpi.so");
        Assert.Contains("Open MPI was not found (tried /no/such/libmpi.so", run.Error);
        Assert.Contains("apt-get install openmpi-bin", run.Error);
        Assert.Contains("is not Open MPI but no MPI at all", WithLibrary("libc.so.6").Error);
    }

    [Fact]
    public void Mpich_is_told_by_what_it_lacks()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "needs gcc, to make a library that has MPICH's face");
        using var folder = new TemporaryFolder();
        var source = folder.Write("mpich.c", "int MPI_Init_thread(int *c, char ***v, int r, int *p) { return 0; }\n");
        var made = ProgramRun.Of("/usr/bin/gcc", ["-shared", "-fPIC", "-o", folder.File("libmpi.so.12"), source]);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains("libmpi.so.12 is not Open MPI but MPICH or one of its family", WithLibrary(folder.File("libmpi.so.12")).Error);
    }

    private static ProgramRun WithLibrary(string library)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's loader");
        var run = ProgramRun.Of(Mpirun.Worker, ["memory", "."], environment: new Dictionary<string,
            string> { ["COUNTERPOISE_MPI_LIBRARY"] = library });
        Assert.NotEqual(0, run.ExitCode);
        return run;
    }
}
