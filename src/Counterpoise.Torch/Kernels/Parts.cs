namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Images of a batch in parts that threads share. Their number depends on the work alone, never on the threads, so that
/// sums come out the same on any machine's number of cores.
/// </summary>
internal readonly record struct Parts(int Count, int Images, int Positions)
{
    // Less is not worth sums of its own; more than this many threads would find no part.
    private const long LeastRows = 256;
    private const int Most = 16;

    // What a step of a product works on should stay in the first two cache levels.
    private const int TileNumbers = 32 * 1024;

    private const int PassNumbers = 4 * 1024;

    public long Rows => (long)Images * Positions;

    public static Parts Of(int images, int positions)
        => new((int)Math.Clamp((long)images * positions / LeastRows, Math.Min(2, images), Math.Min(Most, images)), images, positions);

    /// <summary>Runs the body for each part, on several threads.</summary>
    public void Run(Action<int> body)
        => ParallelFor.Run(0, Count, 1, (from, to) =>
        {
            for (var part = (int)from; part < to; part++)
            {
                body(part);
            }
        });

    /// <summary>The part's first image and the one after its last.</summary>
    public (int From, int To) ImagesOf(int part) => ((int)((long)Images * part / Count), (int)((long)Images * (part + 1) / Count));

    /// <summary>Rows to work on at a time where each has this many numbers.</summary>
    public static int TileRows(int numbers) => Math.Clamp(TileNumbers / numbers & ~7, 32, 256);

    /// <summary>Rows to pass over at a time without a product: few enough to stay in the first cache level from lane to lane.</summary>
    public static int PassRows(int numbers) => Math.Clamp(PassNumbers / numbers & ~7, 16, 256);

    /// <summary>
    /// Runs the body over a part's rows, so many at a time: first row, rows, image. No run crosses an image's end if so wished.
    /// </summary>
    public void Tiles(int part, int most, bool perImage, Action<long, int, int> body)
    {
        var (from, to) = ImagesOf(part);
        var end = (long)to * Positions;
        for (var row = (long)from * Positions; row < end;)
        {
            var rows = (int)Math.Min(most, (perImage ? ((row / Positions) + 1) * Positions : end) - row);
            body(row, rows, (int)(row / Positions));
            row += rows;
        }
    }
}
