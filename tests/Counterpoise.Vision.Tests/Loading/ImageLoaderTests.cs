using Counterpoise.Options;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Loading;

public sealed class ImageLoaderTests
{
    private static readonly ImageDataset s_data = Synthetic.Dataset([13, 7], 30, 20);
    private static readonly AugmentationPipeline s_pipeline = new(AugmentationOptions.Contrastive(16));
    private static readonly int[][] s_batches = [[3, 1, 19], [0, 4, 4, 7], [2, 4, 3], [18, 17, 16, 15, 14]];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(16, 8)]
    public void Threads_and_prefetch_change_no_pixel(int threads, int prefetch)
    {
        var expected = Read(new ImageLoaderOptions { Views = 2, Threads = 1, PrefetchBatches = 4 });
        Assert.Equal(expected, Read(new ImageLoaderOptions { Views = 2, Threads = threads, PrefetchBatches = prefetch }));
    }

    [Fact]
    public void A_batch_that_no_array_can_hold_is_refused_with_what_can()
    {
        var most = Array.MaxLength / (2 * 3 * 16 * 16);
        var loader = Loader(new() { Views = 2 });
        Assert.Contains($"batches of at most {most}", Assert.Throws<ArgumentException>(() => loader.Load([new int[most + 1]], 0)).Message);
    }

    [Fact]
    public void A_cache_changes_no_pixel_in_any_epoch()
    {
        foreach (var bytes in new[] { 3000L, 1_000_000 })
        {
            var (plain, cached) = (Loader(new() { LoadSize = LoadSize.ShortSide(18) }),
                Loader(new() { LoadSize = LoadSize.ShortSide(18), CacheBytes = bytes }));
            for (var epoch = 0; epoch < 3; epoch++)
            {
                Assert.Equal(Read(plain, epoch), Read(cached, epoch));
            }

            Assert.InRange(cached.CachedBytes, 1, bytes);
        }
    }

    [Fact]
    public void A_resumed_epoch_goes_on_with_the_same_pixels()
    {
        var whole = Read(new ImageLoaderOptions());
        var rest = Loader(new()).Load(s_batches, 2, firstBatch: 2).Select(Copy).ToArray();
        Assert.Equal(whole[2..], rest);
        Assert.Equal(whole[1..], Loader(new()).Load(s_batches[1..], 2).Select(Copy).ToArray());
    }

    [Fact]
    public void Batches_come_in_order_with_their_labels_and_both_views()
    {
        var position = 0;
        foreach (var batch in Loader(new() { Views = 2 }).Load(s_batches, 0))
        {
            using (batch)
            {
                Assert.Equal(s_batches[position], batch.Indices);
                Assert.Equal(s_batches[position].Select(i => (long)s_data.Labels[i]), batch.Labels);
                Assert.Equal(2 * batch.Count * 3 * 16 * 16, batch.Pixels.Length);
                Assert.NotEqual(batch.Image(0, 0).ToArray(), batch.Image(0, 1).ToArray());
            }

            position++;
        }

        Assert.Equal(4, position);
    }

    [Fact]
    public void An_image_that_comes_up_twice_is_augmented_anew()
    {
        using var batch = Loader(new()).Load([[4, 4]], 0).Single();
        Assert.NotEqual(batch.Image(0).ToArray(), batch.Image(1).ToArray());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void What_processes_read_of_shared_batches_is_what_one_reads_also_where_an_image_comes_up_again(int ranks)
    {
        int[][] batches = [[4, 4, 1, 4, 2], [4, 1, 0, 3, 4]];
        float[][][] Images(int rank, int of) => [.. Loader(new()).Load(batches, 1, rank: rank, ranks: of)
            .Select(batch => Enumerable.Range(0, batch.Count).Select(i => batch.Image(i).ToArray()).ToArray())];
        var joined = Images(0, 1);
        var shares = Enumerable.Range(0, ranks).Select(rank => Images(rank, ranks)).ToArray();
        for (var b = 0; b < batches.Length; b++)
        {
            Assert.Equal(joined[b], Enumerable.Range(0, batches[b].Length).Select(i => shares[i % ranks][b][i / ranks]));
        }

        Assert.NotEqual(joined[0][0], joined[0][1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Loader(new()).Load(batches, 1, rank: ranks, ranks: ranks));
    }

    [Fact]
    public void Unreadable_images_are_left_out_named_and_counted_once()
    {
        var loader = new ImageLoader(WithBad(2, 4), s_pipeline, new ImageLoaderOptions { Views = 2, Unreadable = UnreadablePolicy.Skip });
        var good = new ImageLoader(Synthetic.Dataset([6], 30, 20), s_pipeline, new ImageLoaderOptions { Views = 2 });
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var batches = loader.Load([[0, 2, 3], [4], [5, 1]], epoch).ToArray();
            Assert.Equal([[0, 3], [5, 1]], batches.Select(batch => batch.Indices));
            using var expected = good.Load([[0, 3]], epoch).Single();
            Assert.Equal(expected.Pixels.ToArray(), batches[0].Pixels.ToArray());
        }

        Assert.Equal(["bad[2]", "bad[4]"], loader.Unreadable.Select(image => image.Name));
    }

    [Fact]
    public void An_unreadable_image_is_fatal_when_its_batch_is_due()
    {
        var loader = new ImageLoader(WithBad(3), s_pipeline, new ImageLoaderOptions { PrefetchBatches = 8 });
        using var batches = loader.Load([[0, 1], [2, 3], [4, 5]], 0).GetEnumerator();
        Assert.True(batches.MoveNext());
        Assert.Equal("bad[3]", Assert.Throws<UnreadableImageException>(() => batches.MoveNext()).Name);
    }

    [Fact]
    public void A_step_that_fails_is_told_with_the_name_of_the_image()
    {
        var loader = new ImageLoader(s_data, new AugmentationPipeline(16, new RandomFlip()));
        Assert.Contains("noise[7]", Assert.Throws<InvalidOperationException>(() => loader.Load([[7]], 0).Count()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_ends_the_reading()
    {
        using var source = new CancellationTokenSource();
        using var batches = Loader(new() { PrefetchBatches = 1 }).Load(s_batches, 0, cancellationToken: source.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => batches.MoveNext());
    }

    [Fact]
    public void Never_more_batches_are_made_than_the_prefetch_allows()
    {
        var slow = new Counting();
        var data = new ImageDataset("counting", ["a"], [.. Enumerable.Range(0, 40).Select(i => new ImageSample(i, slow, 0))]);
        var loader = new ImageLoader(data, s_pipeline, new ImageLoaderOptions { Threads = 4, PrefetchBatches = 2 });
        using var batches = loader.Load(ImageLoader.InOrder(40, 2), 0).GetEnumerator();
        for (var taken = 1; batches.MoveNext(); taken++)
        {
            Assert.InRange(slow.Reads, 2 * taken, 2 * (taken + 2));
            batches.Current.Dispose();
        }

        Assert.Equal(40, slow.Reads);
    }

    [Fact]
    public void An_enumeration_that_is_left_early_can_be_begun_again()
    {
        var loader = Loader(new() { Threads = 3 });
        for (var round = 0; round < 20; round++)
        {
            using var first = loader.Load(s_batches, round).First();
            Assert.Equal(3, first.Count);
        }
    }

    [Fact]
    public void Wrong_indices_and_options_are_refused_before_anything_is_read()
    {
        Assert.Throws<ArgumentException>(() => Loader(new()).Load([[0, 20]], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loader(new()).Load(s_batches, 0, firstBatch: 5));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() => Loader(new() { Views = 0, PrefetchBatches = 0, CacheBytes = -1 }))
            .Faults.Count);
    }

    [Fact]
    public void No_batches_and_empty_batches_give_nothing()
    {
        Assert.Empty(Loader(new()).Load([], 0));
        Assert.Single(Loader(new()).Load([[], [1], []], 0));
    }

    [Fact]
    public void A_batch_that_was_given_back_cannot_be_read()
    {
        var batch = Loader(new()).Load([[1]], 0).Single();
        batch.Dispose();
        batch.Dispose();
        Assert.Throws<ObjectDisposedException>(() => batch.Pixels);
    }

    private static ImageLoader Loader(ImageLoaderOptions options) => new(s_data, s_pipeline, options);

    private static float[][] Read(ImageLoaderOptions options) => Read(Loader(options), epoch: 2);

    private static float[][] Read(ImageLoader loader, int epoch) => [.. loader.Load(s_batches, epoch).Select(Copy)];

    private static float[] Copy(ImageBatch batch)
    {
        var pixels = batch.Pixels.ToArray();
        batch.Dispose();
        return pixels;
    }

    private static ImageDataset WithBad(params int[] bad) =>
        new("bad", ["a"], [.. Synthetic.Dataset([6], 30, 20)
            .Samples.Select(sample => bad.Contains(sample.Index) ? sample with { Content = new Bad($"bad[{sample.Index}]") } : sample)]);

    private sealed class Bad(string name) : IImageContent
    {
        public string Name => name;

        public void ReadInto(RgbImage target, DecodeOptions options) => ImageCodec.Decode("rubbish"u8, target, options, name);
    }

    private sealed class Counting : IImageContent
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public string Name => "counted";

        public void ReadInto(RgbImage target, DecodeOptions options)
        {
            Interlocked.Increment(ref _reads);
            target.Reset(16, 16);
        }
    }
}
