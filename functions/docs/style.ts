/** The one style sheet: plain, legible, and within what a strict content security policy allows. Contrast is at least 4.5 to 1. */
export const style = `
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%}
body{margin:0;font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:#0b0c0c;background:#fff}
.inner{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{background:#12304a;color:#fff;padding:.85rem 0;border-bottom:.5rem solid #2a7a6f}
header a{color:#fff;font-weight:700;font-size:1.3rem;text-decoration:none}
header a:hover{text-decoration:underline}
header span{color:#d9e4ec;margin-left:.5rem}
.columns{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:2.75rem;padding-top:1.75rem;padding-bottom:3rem}
nav ul{list-style:none;margin:0;padding:0;position:sticky;top:1rem}
nav li{margin:0}
nav li a{display:block;padding:.35rem .75rem;border-left:4px solid transparent;text-decoration:none}
nav a:hover{text-decoration:underline}
nav a[aria-current],nav a.in{border-color:#2a7a6f;font-weight:700;color:#0b0c0c;background:#f1f5f6}
main{min-width:0}
main:focus{outline:0}
h1{font-size:2.1rem;line-height:1.2;margin:0 0 1.1rem}
h2{font-size:1.45rem;line-height:1.25;margin:2.4rem 0 .8rem;padding-top:.9rem;border-top:1px solid #b1b4b6}
h3{font-size:1.125rem;margin:1.6rem 0 .5rem}
p,main ul,main ol,dl{max-width:46rem;margin:0 0 1rem}
main li{margin:.3rem 0}
dt{font-weight:700;margin-top:.7rem}
dd{margin:0}
a{color:#12518a;text-underline-offset:.15em}
a:hover{color:#003078}
a:visited{color:#4c2c92}
nav a:visited{color:#12518a}
header a:visited{color:#fff}
a:focus-visible,pre:focus-visible,.wide:focus-visible,summary:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px;background:#ffdd00;color:#0b0c0c}
pre:focus-visible,.wide:focus-visible{background:inherit}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:block;padding:.6rem 1.25rem;background:#ffdd00;color:#0b0c0c}
.lead{font-size:1.25rem;line-height:1.45}
.up{margin:0 0 .4rem}
.up a::before{content:"‹ "}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
code{background:#eef1f2;padding:.08em .3em;overflow-wrap:anywhere}
pre{background:#f3f5f6;border-left:5px solid #2a7a6f;padding:.85rem 1rem;overflow-x:auto;margin:0 0 1.25rem;line-height:1.45}
pre code{background:none;padding:0;overflow-wrap:normal}
.wide{position:relative;overflow-x:auto;margin:0 0 1.5rem}
table{border-collapse:collapse;width:100%;font-size:1rem}
caption{text-align:left;font-weight:700;padding:0 0 .4rem}
caption.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.5rem .85rem .5rem 0;border-bottom:1px solid #b1b4b6;overflow-wrap:break-word}
thead th{border-bottom:2px solid #0b0c0c}
tbody th{font-weight:400;min-width:8rem}
tbody th code{background:none;padding:0;overflow-wrap:normal}
td code{overflow-wrap:normal}
td{min-width:5rem}
td:last-child{min-width:14rem}
.tag{display:inline-block;padding:.05rem .5rem;background:#e3ecf3;color:#12304a;font-size:.875rem;font-weight:700;white-space:nowrap}
.tag.special,.tag.offence{background:#fbe9d0;color:#5e2f00}
.note{border-left:5px solid #b58900;background:#fdf8e6;padding:.75rem 1rem}
details{margin:0 0 1.25rem}
summary{cursor:pointer;font-weight:700;padding:.2rem 0}
footer{border-top:1px solid #b1b4b6;background:#f1f5f6;padding:1.2rem 0}
footer p{margin:0;color:#383f43}
@media (max-width:56rem){
.columns{display:block;padding-top:1rem}
header span{display:block;margin:0}
nav{margin:0 0 1.5rem;border-bottom:1px solid #b1b4b6;padding-bottom:.75rem}
nav ul{position:static;display:flex;flex-wrap:wrap;gap:.1rem .2rem}
nav li a{padding:.15rem .45rem;border-left:0;border-bottom:3px solid transparent;font-size:.95rem}
h1{font-size:1.7rem}
h2{font-size:1.3rem}
}
@media print{nav,.skip,header span{display:none}.columns{display:block}pre{white-space:pre-wrap}}
`.trimStart();
