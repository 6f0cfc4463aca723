using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Loading;

/// <summary>
/// Reads, augments and normalises batches of images on threads of its own, ahead of the one that trains, with bounded memory.
/// </summary>
/// <remarks>
/// The order of the batches is given from outside (by a batch sampler), so that a run resumes by giving the same list and the number of the
/// next batch, or the batches that are left. Pixels depend on (seed, epoch, image, view) alone. An image that comes up several times in an
/// epoch is augmented anew each time.
/// </remarks>
public sealed class ImageLoader
{
    private readonly LoaderState _state;

    /// <summary>Creates a loader.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="pipeline">The augmentation.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    public ImageLoader(ImageDataset dataset, AugmentationPipeline pipeline, ImageLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(pipeline);
        Options = options ?? new();
        Options.Validate();
        (Dataset, Pipeline) = (dataset, pipeline);
        _state = new(dataset, pipeline, Options);
    }

    /// <summary>The images.</summary>
    public ImageDataset Dataset { get; }

    /// <summary>The augmentation.</summary>
    public AugmentationPipeline Pipeline { get; }

    /// <summary>How images are read.</summary>
    public ImageLoaderOptions Options { get; }

    /// <summary>The images that could not be read so far, in the order of the data set, each once.</summary>
    public IReadOnlyList<UnreadableImage> Unreadable => _state.Unreadable;

    /// <summary>Bytes of images held for later epochs.</summary>
    public long CachedBytes => _state.Reader.CachedBytes;

    /// <summary>All images of the data set in order, cut into batches; the last may be smaller.</summary>
    /// <param name="count">Number of images.</param>
    /// <param name="batchSize">Images per batch, at least 1.</param>
    public static IReadOnlyList<int[]> InOrder(int count, int batchSize) => [.. Enumerable.Range(0, count).Chunk(batchSize)];

    /// <summary>Reads batches in the order given. The threads end with the enumeration.</summary>
    /// <param name="batches">The images of each batch of the epoch, as a batch sampler gives them.</param>
    /// <param name="epoch">The epoch, from 0; it decides the random draws.</param>
    /// <param name="firstBatch">Batches to leave out at the start, where a run is resumed.</param>
    /// <param name="rank">r of R processes that share each batch: images r, r + R, r + 2R, … of it are read, as one process would read
    /// them.</param>
    /// <param name="ranks">R, at least 1.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The batches; dispose each when it is no longer needed. A batch of which no image could be read is left out.</returns>
    /// <exception cref="ArgumentException">An index lies outside the data set, or a batch is too large for one array.</exception>
    /// <exception cref="Images.UnreadableImageException">An image cannot be read and the policy is Fatal; thrown when its batch is
    /// due.</exception>
    public IEnumerable<ImageBatch> Load(IReadOnlyList<int[]> batches, int epoch, int firstBatch = 0, int rank = 0, int ranks = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, batches.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ranks, rank);
        foreach (var index in batches.SelectMany(batch => batch))
        {
            if (index < 0 || index >= Dataset.Count)
            {
                throw new ArgumentException($"index {index} in a batch; {Dataset.Name} has {Dataset.Count} images", nameof(batches));
            }
        }

        RequireRoom(batches.Count == 0 ? 0 : batches.Max(batch => batch.Length));
        return Enumerate(batches, epoch, firstBatch, rank, ranks, cancellationToken);
    }

    /// <summary>A batch lies in one array.</summary>
    private void RequireRoom(int images)
    {
        var most = Array.MaxLength / ((long)Options.Views * _state.Reader.Stride);
        if (images > most)
        {
            throw new ArgumentException(
                $"a batch of {images} images in {Options.Views} views of {_state.Reader.Stride} numbers each is too large for memory in "
                + $"one piece: take batches of at most {most}");
        }
    }

    private IEnumerable<ImageBatch> Enumerate(IReadOnlyList<int[]> batches, int epoch, int firstBatch, int rank, int ranks,
        CancellationToken cancellationToken)
    {
        using var run = new LoadRun(_state, batches, epoch, firstBatch, rank, ranks, cancellationToken);
        while (run.Take() is { } batch)
        {
            if (batch.Count > 0)
            {
                yield return batch;
            }
            else
            {
                batch.Dispose();
            }
        }
    }
}
