using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Loading;

/// <summary>A batch in the making: rows are filled in any order by any thread.</summary>
internal sealed class PendingBatch(LoaderState state, int[] indices, int[] occurrences)
{
    private readonly float[] _buffer = state.Rent(checked(state.Options.Views * indices.Length * state.Reader.Stride));
    private readonly Exception?[] _faults = new Exception?[indices.Length];
    private int _missing = indices.Length;

    private int Stride => state.Reader.Stride;

    public int Length => indices.Length;

    public bool IsComplete => Volatile.Read(ref _missing) == 0;

    /// <summary>Fills one position; returns whether the batch is now complete.</summary>
    public bool Fill(int position, int epoch, ImageReader.Worker worker)
    {
        try
        {
            state.Reader.Read(worker, indices[position], epoch, occurrences[position], view => Row(view, position));
        }
        catch (UnreadableImageException fault)
        {
            state.Report(indices[position], fault);
            _faults[position] = fault;
        }
        catch (Exception fault)
        {
            // A thread must not end with an exception: it is handed to the one that takes the batch.
            _faults[position] = fault;
        }

        return Interlocked.Decrement(ref _missing) == 0;
    }

    /// <summary>The finished batch without the images that are skipped.</summary>
    public ImageBatch Finish()
    {
        var skip = state.Options.Unreadable == UnreadablePolicy.Skip;
        foreach (var (fault, position) in _faults.Select((fault, position) => (fault, position)))
        {
            if (fault is UnreadableImageException unreadable && !skip)
            {
                throw new UnreadableImageException(unreadable.Name, unreadable.Reason, unreadable);
            }

            if (fault is not null and not UnreadableImageException)
            {
                throw new InvalidOperationException(
                    $"{state.Dataset.Samples[indices[position]].Name}: reading or augmenting failed: {fault.Message}", fault);
            }
        }

        var kept = Enumerable.Range(0, indices.Length).Where(position => _faults[position] is null).ToArray();
        if (kept.Length < indices.Length)
        {
            Compact(kept);
        }

        return new(
            _buffer,
            state.Options.Views,
            state.Size,
            state.Options.ChannelsLast,
            Array.ConvertAll(kept, position => indices[position]),
            Array.ConvertAll(kept, position => (long)state.Dataset.Labels[indices[position]]),
            state.GiveBack);
    }

    public void Abandon() => state.GiveBack(_buffer);

    private Memory<float> Row(int view, int position) => _buffer.AsMemory(((view * indices.Length) + position) * Stride, Stride);

    /// <summary>Moves the rows that are kept together; a row only ever moves forward, so nothing is overwritten.</summary>
    private void Compact(int[] kept)
    {
        for (var view = 0; view < state.Options.Views; view++)
        {
            for (var i = 0; i < kept.Length; i++)
            {
                Row(view, kept[i]).CopyTo(_buffer.AsMemory(((view * kept.Length) + i) * Stride, Stride));
            }
        }
    }
}
