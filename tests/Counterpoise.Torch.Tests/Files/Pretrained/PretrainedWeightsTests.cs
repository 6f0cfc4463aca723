using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files.Pretrained;

public sealed class PretrainedWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;
    private readonly byte[] _content = new byte[300_000];
    private readonly WeightServer _server;

    public PretrainedWeightsTests()
    {
        new Random(3).NextBytes(_content);
        _server = new WeightServer(_content);
    }

    private string Cache => Path.Combine(_folder, "cache");

    private string Target => Path.Combine(Cache, "weights-1234.bin");

    private string Partial => Target + ".partial";

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Weights_are_fetched_once_and_kept()
    {
        var reports = new Reports();
        Assert.Equal(Target, await Finder().FindAsync("toy/imagenet", reports));
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal(Target, await Finder().FindAsync("toy/imagenet"));
        Assert.Equal([null], _server.Requests);
        Assert.Equal([Target], Directory.GetFileSystemEntries(Cache));
        Assert.Equal(new FetchProgress(0, _content.Length), reports[0]);
        Assert.Equal(new FetchProgress(_content.Length, _content.Length), reports[^1]);
        Assert.Equal(reports.OrderBy(r => r.Bytes), reports);
    }

    [Fact]
    public async Task A_path_is_taken_as_it_is()
    {
        var path = Path.Combine(_folder, "own.pth");
        await File.WriteAllTextAsync(path, "mine");
        Assert.Equal(path, await Finder().FindAsync(path));
        Assert.Empty(_server.Requests);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_the_known_ones()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => Finder().FindAsync("toy/imagnet"));
        Assert.Contains("'toy/imagnet'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("toy/imagenet", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_connection_is_taken_up_where_it_broke()
    {
        (_server.BrokenAnswers, _server.BreakAfter) = (2, 100_000);
        await Finder().FindAsync("toy/imagenet");
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([null, 100_000L, 200_000L], _server.Requests);
    }

    [Fact]
    public async Task A_fetch_given_up_is_taken_up_by_the_next_call()
    {
        (_server.BrokenAnswers, _server.BreakAfter) = (2, 70_000);
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() => Finder(o => o with { Attempts = 2 }).FindAsync("toy/imagenet"));
        Assert.Contains("140000 bytes that came are kept", fault.Message, StringComparison.Ordinal);
        Assert.Equal(_content[..140_000], await File.ReadAllBytesAsync(Partial));
        Assert.False(File.Exists(Target));
        await Finder().FindAsync("toy/imagenet");
        Assert.Equal(140_000L, _server.Requests[^1]);
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.False(File.Exists(Partial));
    }

    [Fact]
    public async Task A_server_that_falls_silent_counts_as_broken()
    {
        (_server.BrokenAnswers, _server.BreakAfter, _server.Stalls) = (1, 50_000, true);
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() =>
            Finder(o => o with { Attempts = 1, StallTimeout = TimeSpan.FromMilliseconds(300) }).FindAsync("toy/imagenet"));
        Assert.Contains("50000 bytes that came are kept", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_for_everything_again()
    {
        _server.TakesRanges = false;
        (_server.BrokenAnswers, _server.BreakAfter) = (1, 100_000);
        await Finder().FindAsync("toy/imagenet");
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([null, 100_000L], _server.Requests);
    }

    [Fact]
    public async Task Another_range_than_the_one_asked_for_is_not_appended()
    {
        _server.SendsAnotherRange = true;
        Directory.CreateDirectory(Cache);
        await File.WriteAllBytesAsync(Partial, _content[..1000]);
        await Finder().FindAsync("toy/imagenet");
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([1000L], _server.Requests);
    }

    [Fact]
    public async Task A_partial_file_that_is_whole_already_is_only_checked()
    {
        Directory.CreateDirectory(Cache);
        await File.WriteAllBytesAsync(Partial, _content);
        await Finder().FindAsync("toy/imagenet");
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([300_000L], _server.Requests);
    }

    [Fact]
    public async Task A_partial_file_longer_than_the_answer_is_started_anew()
    {
        Directory.CreateDirectory(Cache);
        await File.WriteAllBytesAsync(Partial, new byte[400_000]);
        await Finder().FindAsync("toy/imagenet");
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([400_000L, null], _server.Requests);
    }

    [Fact]
    public async Task A_wrong_hash_is_thrown_away_and_says_what_to_put_where()
    {
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() => Finder(hash: "0123456789abcdef").FindAsync("toy/imagenet"));
        Assert.Contains("0123456789abcdef", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Hash(), fault.Message, StringComparison.Ordinal);
        AssertSaysWhatToDo(fault);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task A_wrong_file_in_the_cache_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Cache);
        await File.WriteAllTextAsync(Target, "something else");
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() => Finder().FindAsync("toy/imagenet"));
        Assert.Contains("delete it", fault.Message, StringComparison.Ordinal);
        AssertSaysWhatToDo(fault);
        Assert.Equal("something else", await File.ReadAllTextAsync(Target));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task An_error_of_the_server_is_final()
    {
        _server.Status = "404 Not Found";
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() => Finder().FindAsync("toy/imagenet"));
        Assert.Contains("404 Not Found", fault.Message, StringComparison.Ordinal);
        AssertSaysWhatToDo(fault);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Offline_the_error_says_what_to_put_where()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}/weights-1234.bin");
        closed.Stop();
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() => Finder(address: address).FindAsync("toy/imagenet"));
        Assert.Contains("3 attempts", fault.Message, StringComparison.Ordinal);
        Assert.Contains(address.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Contains(Target, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_more_than_the_limit_is_fetched(bool tellsLength)
    {
        _server.TellsLength = tellsLength;
        var fault = await Assert.ThrowsAsync<WeightFetchException>(() => Finder(limit: 200_000).FindAsync("toy/imagenet"));
        Assert.Contains("at most 200000", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Partial).Length);
    }

    [Fact]
    public async Task A_cancelled_fetch_keeps_what_came()
    {
        (_server.BrokenAnswers, _server.BreakAfter, _server.Stalls) = (1, 50_000, true);
        using var source = new CancellationTokenSource();
        var progress = new Reports(report => { if (report.Bytes == 50_000) source.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Finder().FindAsync("toy/imagenet", progress, source.Token));
        Assert.Equal(_content[..50_000], await File.ReadAllBytesAsync(Partial));
    }

    [Fact]
    public async Task Several_callers_at_once_fetch_once()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Finder().FindAsync("toy/imagenet"))));
        Assert.All(found, path => Assert.Equal(Target, path));
        Assert.Equal([null], _server.Requests);
        Assert.Equal([Target], Directory.GetFileSystemEntries(Cache));
    }

    private void AssertSaysWhatToDo(WeightFetchException fault)
    {
        Assert.Contains(_server.Address.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Contains(Target, fault.Message, StringComparison.Ordinal);
        Assert.Equal(Target, fault.Target);
        Assert.Equal("toy/imagenet", fault.Weights.Name);
    }

    private string Hash() => Convert.ToHexStringLower(SHA256.HashData(_content));

    private PretrainedWeights Finder(Func<PretrainedOptions, PretrainedOptions>? change = null, string? hash = null, Uri? address = null,
        long limit = 1 << 20)
    {
        var options = new PretrainedOptions
        {
            CacheFolder = Cache,
            Catalogue = [new PublishedWeights("toy/imagenet", address ?? _server.Address, hash ?? Hash()[..8]) { MaximumBytes = limit }],
            Pause = TimeSpan.Zero,
        };
        return new PretrainedWeights(change is null ? options : change(options));
    }

    // Progress<T> reports later and on other threads; this list is whole when the fetch returns.
    private sealed class Reports(Action<FetchProgress>? seen = null) : List<FetchProgress>, IProgress<FetchProgress>
    {
        public void Report(FetchProgress value)
        {
            Add(value);
            seen?.Invoke(value);
        }
    }
}
