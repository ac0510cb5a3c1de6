using System.Collections.Frozen;

namespace Inpaint.Imaging.Drawing;

/// <summary>
/// The outlines of printable ASCII as pen strokes. A glyph is its width and its strokes; a stroke is a list of points, two digits of
/// base 36 each (x, then y: 0 cap height, 5 height of an x, 14 base line, 18 descender); "~" before it makes the points the controls of
/// a smooth curve between the first and the last.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Units from cap height to base line.</summary>
    public const int CapHeight = 14;

    /// <summary>Units between two glyphs.</summary>
    public const int Spacing = 4;

    private const string Glyphs = """
          3
        ! 0 000a 0e
        " 3 0003 3033
        # 9 302e 706e 0595 0999
        $ 8 ~83800007878e0e0b 404e
        % 11 b00e ~020040450502 ~7b79b9be7e7b
        & 9 ~9e25206065080e6e98
        ' 0 0003
        ( 3 ~30030b3e
        ) 3 ~00333b0e
        * 6 3137 0266 6206
        + 8 0989 4d45
        , 1 1d0g
        - 5 0959
        . 0 0e
        / 6 600e
        0 8 ~0700808e0e07
        1 8 13404e
        2 8 ~030080860e 0e8e
        3 8 ~0200808737 ~37878e0e0c
        4 8 6e600a8a
        5 8 801006 ~06858e0e0c
        6 8 ~70000e8e86060a
        7 8 00803e
        8 8 ~408087070040 ~47878e0e0747
        9 8 ~1e8e8000088884
        : 0 07 0d
        ; 1 17 1d0g
        < 7 74097e
        = 8 0787 0b8b
        > 7 04790e
        ? 6 ~03006066363a 3e
        @ 12 ~be0e00c0ca8a85 ~85454a8a
        A 10 0e50ae 2989
        B 9 000e ~005080875707 ~0767979e6e0e
        C 9 ~9380000e8e9b
        D 9 000e ~0040909e4e0e
        E 8 80000e8e 0767
        F 8 80000e 0767
        G 9 ~9380000e9e97 9757
        H 9 000e 909e 0797
        I 0 000e
        J 6 ~606b6e0e0b
        K 8 000e 8009 368e
        L 7 000e7e
        M 10 0e005aa0ae
        N 9 0e009e90
        O 10 ~0700a0ae0e07
        P 8 000e ~005080875707
        Q 10 ~0700a0ae0e07 6aae
        R 8 000e ~005080875707 478e
        S 8 ~83800007878e0e0b
        T 8 0080 404e
        U 9 ~00090e9e9990
        V 10 005ea0
        W 14 003e70bee0
        X 9 009e 900e
        Y 8 004780 474e
        Z 8 00800e8e
        [ 3 30000e3e
        \ 6 006e
        ] 3 00303e0e
        ^ 6 043064
        _ 8 0g8g
        ` 2 0022
        a 7 757e ~7875050e7e7b
        b 7 000e ~0805757e0e0b
        c 6 ~6755050e5e6c
        d 7 707e ~7875050e7e7b
        e 7 0979 ~7975050e6e7c
        f 5 ~5020242e 0555
        g 7 ~7875050e7e7b ~757f7i0i0g
        h 7 000e ~090575797e
        i 0 050e 01
        j 3 ~353f3i0i 31
        k 6 000e 650b 296e
        l 3 ~000b0e3e
        m 12 050e ~090565696e ~6965c5c9ce
        n 7 050e ~090575797e
        o 8 ~0905858e0e09
        p 7 050i ~0805757e0e0b
        q 7 757i ~7875050e7e7b
        r 4 050e ~090545
        s 6 ~676505096a6e0e0c
        t 5 ~212b2e5e 0555
        u 7 757e ~050b0e7e7a
        v 8 054e85
        w 12 053e659ec5
        x 7 057e 750e
        y 8 054e 852i
        z 7 05750e7e
        { 4 ~40202707 ~07272e4e
        | 0 000g
        } 4 ~00202747 ~47272e0e
        ~ 8 ~0a07474b8b88
        """;

    private static readonly FrozenDictionary<char, Glyph> Known = Glyphs.Split('\n').Select(Parse).ToFrozenDictionary(g => g.Character);

    /// <summary>The glyph of a character; a question mark for what is not printable ASCII.</summary>
    public static Glyph Of(char character) => Known.TryGetValue(character, out var glyph) ? glyph : Known['?'];

    private static Glyph Parse(string line)
    {
        var fields = line[2..].Split(' ');
        return new Glyph(line[0], int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture), [.. fields[1..].Select(ParseStroke)]);
    }

    private static Stroke ParseStroke(string code)
    {
        var smooth = code[0] == '~';
        var digits = smooth ? code[1..] : code;
        var points = new PointD[digits.Length / 2];
        for (var i = 0; i < points.Length; i++)
            points[i] = new PointD(Digit(digits[2 * i]), Digit(digits[2 * i + 1]));
        return new Stroke(smooth, points);
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : c - 'a' + 10;

    /// <param name="Character">Which it is.</param>
    /// <param name="Width">Units from its left to its right side.</param>
    /// <param name="Strokes">How it is written; none for a space.</param>
    public sealed record Glyph(char Character, int Width, Stroke[] Strokes);

    /// <param name="Smooth">Whether the points control a curve.</param>
    /// <param name="Points">At least one; one alone is a dot.</param>
    public sealed record Stroke(bool Smooth, PointD[] Points);
}
