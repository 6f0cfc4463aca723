using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Counterpoise.Torch.Tests.Files.Pretrained;

/// <summary>A small HTTP server on the loopback that breaks connections, ignores ranges and answers errors as a test asks it to.</summary>
internal sealed class WeightServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly byte[] _content;

    public WeightServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        Serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/models/weights-1234.bin");

    /// <summary>The first byte that each request asked for, null for one without a range.</summary>
    public List<long?> Requests { get; } = [];

    /// <summary>Status instead of the content.</summary>
    public string? Status { get; set; }

    public bool TakesRanges { get; set; } = true;

    /// <summary>Answers a range with another one: with all of the content.</summary>
    public bool SendsAnotherRange { get; set; }

    /// <summary>How many answers are cut off, and after how many bytes of content.</summary>
    public int BrokenAnswers { get; set; }

    public int BreakAfter { get; set; }

    /// <summary>Instead of breaking the connection, send nothing more.</summary>
    public bool Stalls { get; set; }

    public bool TellsLength { get; set; } = true;

    private Task Serving { get; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        Serving.GetAwaiter().GetResult();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client left, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var start = await ReadRangeAsync(stream);
        lock (Requests)
            Requests.Add(start);
        if (Status is not null)
        {
            await WriteAsync(stream, $"HTTP/1.1 {Status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        if (start >= _content.Length && TakesRanges)
        {
            await WriteAsync(stream,
                $"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{_content.Length}\r\nContent-Length: 0\r\nConnection: "
                + $"close\r\n\r\n");
            return;
        }

        var from = TakesRanges && !SendsAnotherRange ? (int)(start ?? 0) : 0;
        var body = _content.AsMemory(from);
        var head = from > 0 || (start > 0 && SendsAnotherRange)
            ? $"206 Partial Content\r\nContent-Range: bytes {from}-{_content.Length - 1}/{_content.Length}" : "200 OK";
        await WriteAsync(stream,
            $"HTTP/1.1 {head}\r\n{(TellsLength ? $"Content-Length: {body.Length}\r\n" : "")}Connection: close\r\n\r\n");
        var breaks = BrokenAnswers-- > 0;
        await stream.WriteAsync(breaks ? body[..Math.Min(BreakAfter, body.Length)] : body, _end.Token);
        if (breaks && Stalls)
            await Task.Delay(Timeout.Infinite, _end.Token);
    }

    private async Task<long?> ReadRangeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        long? start = null;
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                start = long.Parse(line.AsSpan(13).TrimEnd('-'), CultureInfo.InvariantCulture);
        }

        return start;
    }

    private async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _end.Token);
}
