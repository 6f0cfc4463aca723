using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Counterpoise.Vision.Images;

namespace Counterpoise.Bench.Faults;

/// <summary>
/// Damaged files of every kind that the command line reads: each is read, or refused in words with exit code 2, without much memory or
/// time.
/// </summary>
internal sealed class ReaderFuzz
{
    private const long MostBytes = 512L << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private readonly Func<string[], CommandResult> _run;
    private readonly List<Target> _targets = [];

    /// <summary>Writes the undamaged files.</summary>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="run">Runs a line within this process.</param>
    public ReaderFuzz(string folder, Func<string[], CommandResult> run)
    {
        (_folder, _run) = (folder, run);
        AddTables();
        AddImages();
        AddModels();
    }

    /// <summary>The kinds of file.</summary>
    public IEnumerable<string> Kinds => _targets.Select(t => t.Name);

    /// <summary>Tries damaged files in turn.</summary>
    /// <param name="seed">What the damage comes from.</param>
    /// <param name="goesOn">Whether another one is tried, by how many were.</param>
    /// <returns>How many were read and refused, and what went wrong, each with the place where the file is kept.</returns>
    public (int Read, int Refused, IReadOnlyList<string> Faults) Run(int seed, Func<int, bool> goesOn)
    {
        var (read, refused, faults) = (0, 0, new List<string>());
        for (var i = 0; goesOn(i); i++)
        {
            var target = _targets[i % _targets.Count];
            var random = new Random((seed * 1_000_003) + i);
            var mutant = Mutation.Of(target.Content, _targets[random.Next(_targets.Count)].Content, random);
            File.WriteAllBytes(target.Path, mutant);
            var (clock, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
            var (code, error) = _run(target.Line);
            var (seconds, bytes) = (clock.Elapsed, GC.GetTotalAllocatedBytes() - before);
            (read, refused) = code == 0 ? (read + 1, refused) : (read, refused + 1);
            if (Fault(code, error, seconds, bytes) is { } fault)
            {
                var kept = Path.Combine(_folder, $"fault-{seed}-{i}-{Path.GetFileName(target.Path)}");
                File.Copy(target.Path, kept, overwrite: true);
                faults.Add($"{target.Name}, damage {i} of seed {seed}: {fault}; kept in {kept}");
            }

            File.WriteAllBytes(target.Path, target.Content);
        }

        return (read, refused, faults);
    }

    private static string? Fault(int code, string error, TimeSpan time, long bytes) =>
        code is not (0 or 2) ? $"exit code {code}, {Short(error)}"
        : error.Contains("Exception", StringComparison.Ordinal) || error.Contains("(Parameter '", StringComparison.Ordinal)
            || error.Contains("Object reference", StringComparison.Ordinal) || error.Contains("Index was", StringComparison.Ordinal)
            ? $"words of C#, {Short(error)}"
        : error.Length > 20_000 ? $"a message of {error.Length} characters"
        : code == 2 && error.Trim().Length == 0 ? "refused without a word"
        : time > Longest ? $"{time.TotalSeconds:0} s"
        : bytes > MostBytes ? $"{bytes >> 20} MB allocated" : null;

    private static string Short(string error) => error.Length > 300 ? error[..300] : error;

    private void AddTables()
    {
        var rows = Enumerable.Range(0, 60).Select(i => (A: i * 37 % 101 / 4.0, B: i * 53 % 97, C: i % 3 == 0 ? "x" : "y",
            Y: i % 4 == 0 ? "rare" : "common")).ToArray();
        string Text(char separator) => FormattableString.Invariant($"a{separator}b{separator}c{separator}y\n")
            + string.Concat(rows.Select(r => FormattableString.Invariant($"{r.A}{separator}{r.B}{separator}{r.C}{separator}{r.Y}\n")));
        var csv = Encoding.UTF8.GetBytes(Text(','));
        string[] Profile(string path) => ["profile", path, "--target", "y", "--no-overlap", "--advisor", "off"];
        Add("t.csv", csv, Profile);
        Add("t.tsv", Encoding.UTF8.GetBytes(Text('\t')), Profile);
        Add("gz.csv.gz", Packed(stream => new GZipStream(stream, CompressionLevel.Fastest), csv), Profile);
        Add("z.zip", Zipped(("t.csv", csv)), Profile);
        Add("t.arff", Encoding.UTF8.GetBytes("@relation t\n@attribute a numeric\n@attribute b numeric\n@attribute c {x,y}\n"
            + "@attribute y {rare,common}\n@data\n" + string.Concat(Text(',').Split('\n').Skip(1).Select(l => l + "\n"))), Profile);
        Add("t.dat", Encoding.UTF8.GetBytes("@relation t\n@attribute a real [0,30]\n@attribute b real [0,100]\n@attribute c {x,y}\n"
            + "@attribute y {rare,common}\n@inputs a,b,c\n@outputs y\n@data\n" + string.Concat(Text(',').Split('\n').Skip(1)
            .Select(l => l + "\n"))), Profile);
        Add("t.jsonl", Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => FormattableString.Invariant(
            $$"""{"a":{{r.A}},"b":{{r.B}},"c":"{{r.C}}","y":"{{r.Y}}"}""") + "\n"))), Profile);
        var plain = Write("seed.csv", csv);
        var parquet = Path.Combine(_folder, "seed.parquet");
        Require(["resample", plain, parquet, "--target", "y", "--method", "random-over"]);
        Add("t.parquet", File.ReadAllBytes(parquet), Profile);
        Add("t.xlsx", Workbook(rows.Select(r => FormattableString.Invariant(
            $"<row><c><v>{r.A}</v></c><c><v>{r.B}</v></c><c t=\"inlineStr\"><is><t>{r.Y}</t></is></c></row>"))), Profile);
        Add("predictions.csv", Encoding.UTF8.GetBytes("y,p_rare,p_common\n" + string.Concat(rows.Select((r, i) =>
            FormattableString.Invariant($"{r.Y},{i / 60.0:0.####},{1 - (i / 60.0):0.####}\n")))),
            path => ["evaluate", path, "--target", "y", "--bootstrap", "0"]);
        Add("options.yaml", Encoding.UTF8.GetBytes("target: y\nno-overlap: true\nadvisor: off\nexclude:\n- c\n"),
            path => ["profile", plain, "--config", path]);
    }

    private void AddImages()
    {
        var images = Enumerable.Range(0, 8).Select(i =>
        {
            var image = new RgbImage(24, 24);
            for (var p = 0; p < image.Pixels.Length; p++) image.Pixels[p] = (byte)((p * (i + 3) % 251) + (i % 2));
            return (Name: $"{(i < 6 ? "a" : "b")}/{i}.png", Content: ImageCodec.EncodePng(image), Image: image);
        }).ToArray();
        foreach (var (name, content, _) in images) Write(Path.Combine("images", name), content);
        string[] Folder(string path) => ["profile", Path.Combine(_folder, "images"), "--no-duplicates"];
        Add(Path.Combine("images", "a", "0.png"), images[0].Content, Folder);
        Add(Path.Combine("images", "a", "j.jpg"), ImageCodec.EncodeJpeg(images[1].Image), Folder);
        Add(Path.Combine("images", "a", "m.bmp"), Bitmap(images[2].Image), Folder);
        string[] Archive(string path) => ["profile", path, "--no-duplicates"];
        Add("set.zip", Zipped([.. images.Select(i => (i.Name, i.Content))]), Archive);
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, content, _) in images)
            {
                writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(content),
                });
            }
        }

        Add("set.tar", tar.ToArray(), Archive);
        Add("set.tar.gz", Packed(stream => new GZipStream(stream, CompressionLevel.Fastest), tar.ToArray()), Archive);
        Add("images.csv", Encoding.UTF8.GetBytes("path,label,split\n" + string.Concat(images.Select(i =>
            $"images/{i.Name},{i.Name[0]},train\n"))), Archive);
    }

    private void AddModels()
    {
        var (table, model) = (Path.Combine(_folder, "seed.csv"), Path.Combine(_folder, "model.cpm"));
        Require(["train", table, "--target", "y", "--classifier", "tree", "--bootstrap", "0", "--out", model]);
        Add("damaged.cpm", File.ReadAllBytes(model), path => ["predict", path, table, "--out", Path.Combine(_folder, "out.csv")]);
        var compared = Path.Combine(_folder, "compared");
        Require(["compare", table, "--target", "y", "--methods", "none,wce", "--classifiers", "tree", "--folds", "2", "--out", compared]);
        Add(Path.Combine("compared", "comparison.json"), File.ReadAllBytes(Path.Combine(compared, "comparison.json")),
            _ => ["report", compared]);
        var run = Path.Combine(_folder, "run");
        Require(["train", Path.Combine(_folder, "images"), "--method", "ce", "--epochs", "1", "--size", "24", "--architecture", "small-cnn",
            "--width", "0.25", "--batch-size", "4", "--threads", "1", "--missing-class", "warn", "--out", run]);
        var weights = File.ReadAllBytes(Path.Combine(run, "checkpoints", "best.safetensors"));
        string[] Predict(string path) => ["predict", path, Path.Combine(_folder, "images", "b"), "--threads", "1", "--out",
            Path.Combine(_folder, "out.csv")];
        Add("damaged.safetensors", weights, Predict);
        Add(Path.Combine("run", "summary.json"), File.ReadAllBytes(Path.Combine(run, "summary.json")), _ => ["report", run]);
    }

    private void Add(string name, byte[] content, Func<string, string[]> line)
    {
        var path = Write(name, content);
        _targets.Add(new Target(name, path, content, line(path)));
        // What is not damaged is read, or the damage would be of nothing.
        Require(_targets[^1].Line);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    private void Require(string[] line)
    {
        if (_run(line) is { Code: not 0 } failed)
            throw new InvalidOperationException($"{string.Join(' ', line)}: {failed.Code}, {failed.Error}");
    }

    private static byte[] Packed(Func<Stream, Stream> packing, byte[] content)
    {
        using var target = new MemoryStream();
        using (var stream = packing(target)) stream.Write(content);
        return target.ToArray();
    }

    private static byte[] Zipped(params (string Name, byte[] Content)[] entries)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return target.ToArray();
    }

    private static byte[] Workbook(IEnumerable<string> rows)
    {
        const string Packages = "http://schemas.openxmlformats.org/package/2006/", Office =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships", Sheets =
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Kinds = "application/vnd.openxmlformats-", Relations =
            $"<Relationships xmlns=\"{Packages}relationships\"><Relationship Id=\"r1\" Type=\"{Office}";
        static string Cell(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";
        (string Name, string Text)[] parts =
        [
            ("[Content_Types].xml", $"<Types xmlns=\"{Packages}content-types\"><Default Extension=\"rels\" ContentType=\"{Kinds}"
                + "package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName="
                + $"\"/xl/workbook.xml\" ContentType=\"{Kinds}officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName="
                + $"\"/xl/worksheets/sheet1.xml\" ContentType=\"{Kinds}officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
            ("_rels/.rels", $"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Sheets}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"s\" sheetId=\"1\" "
                + "r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Sheets}\"><sheetData><row>{Cell("a")}{Cell("b")}{Cell("y")}</row>"
                + $"{string.Concat(rows)}</sheetData></worksheet>"),
        ];
        return Zipped([.. parts.Select(p => (p.Name, Encoding.UTF8.GetBytes(p.Text)))]);
    }

    /// <summary>24 bits a pixel, bottom row first.</summary>
    private static byte[] Bitmap(RgbImage image)
    {
        var stride = ((image.Width * 3) + 3) / 4 * 4;
        var bytes = new byte[54 + (stride * image.Height)];
        using var writer = new BinaryWriter(new MemoryStream(bytes));
        writer.Write("BM"u8);
        foreach (var word in new[] { bytes.Length, 0, 54, 40, image.Width, image.Height }) writer.Write(word);
        writer.Write((short)1);
        writer.Write((short)24);
        image.Pixels.ToArray().AsSpan(0, Math.Min(image.Pixels.Length, bytes.Length - 54)).CopyTo(bytes.AsSpan(54));
        return bytes;
    }

    private sealed record Target(string Name, string Path, byte[] Content, string[] Line);
}
